#ifndef PLUMBLINE_FONTS_H
#define PLUMBLINE_FONTS_H

#include <stddef.h>

/* A font that is part of the program. */
typedef struct {
    const unsigned char *bytes;
    size_t count;
} bundled_font;

bundled_font bundled_font_regular(void);
bundled_font bundled_font_bold(void);

#endif
