#include "fonts.h"

/* The fonts are in the program: no path to find, the same bytes wherever it runs. */
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char regular[] = {
#embed "fonts/NotoSans-Regular.ttf"
};

static const unsigned char bold[] = {
#embed "fonts/NotoSans-Bold.ttf"
};

carried_font carried_font_regular(void) { return (carried_font){regular, sizeof regular}; }

carried_font carried_font_bold(void) { return (carried_font){bold, sizeof bold}; }
