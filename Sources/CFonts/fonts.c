#include "fonts.h"

/* The fonts are in the program: no path to find, the same bytes wherever it runs. */
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char regular[] = {
#embed "fonts/NotoSans-Regular.ttf"
};

static const unsigned char bold[] = {
#embed "fonts/NotoSans-Bold.ttf"
};

bundled_font bundled_font_regular(void) { return (bundled_font){regular, sizeof regular}; }

bundled_font bundled_font_bold(void) { return (bundled_font){bold, sizeof bold}; }
