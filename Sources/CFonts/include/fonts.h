#ifndef PLUMBLINE_FONTS_H
#define PLUMBLINE_FONTS_H

#include <stddef.h>

/* A font that is part of the program. */
typedef struct {
    const unsigned char *bytes;
    size_t count;
} carried_font;

carried_font carried_font_regular(void);
carried_font carried_font_bold(void);

#endif
