/* Upper and lower case, and the order of text. */
#ifndef STANDPIPE_LETTERS_H
#define STANDPIPE_LETTERS_H

#include "utf.h"

uint32_t standpipe_to_upper(uint32_t character);
uint32_t standpipe_to_lower(uint32_t character);

/* Below 0, 0 or above 0, in the order of a dictionary. A length is exact. */
int standpipe_collate(const WCHAR *first, size_t first_length, const WCHAR *second, size_t second_length,
    BOOL ignore_case);

#endif
