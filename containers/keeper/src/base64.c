#include "base64.h"

#include <stdlib.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int digit(char c)
{
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) : -1;
}

char *base64_decode(const char *text, size_t length, size_t *size)
{
    if (length % 4 != 0)
        return NULL;
    size_t padding = 0;
    while (padding < 2 && padding < length && text[length - 1 - padding] == '=')
        padding++;
    char *bytes = malloc(length / 4 * 3 + 1);
    if (!bytes)
        return NULL;
    unsigned int group = 0;
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        int value = i >= length - padding ? 0 : digit(text[i]);
        if (value < 0) {
            free(bytes);
            return NULL;
        }
        group = group << 6 | (unsigned int)value;
        if (i % 4 == 3) {
            bytes[used++] = (char)(group >> 16);
            bytes[used++] = (char)(group >> 8);
            bytes[used++] = (char)group;
            group = 0;
        }
    }
    *size = used - padding;
    bytes[*size] = '\0';
    return bytes;
}

size_t base64_encode(const void *bytes, size_t size, char *text)
{
    const unsigned char *from = bytes;
    size_t used = 0;
    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        unsigned int group = (unsigned int)from[i] << 16 | (left > 1 ? (unsigned int)from[i + 1] << 8 : 0) | (left > 2 ? from[i + 2] : 0);
        text[used++] = digits[group >> 18 & 63];
        text[used++] = digits[group >> 12 & 63];
        text[used++] = left > 1 ? digits[group >> 6 & 63] : '=';
        text[used++] = left > 2 ? digits[group & 63] : '=';
    }
    text[used] = '\0';
    return used;
}
