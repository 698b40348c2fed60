/* Base64 as RFC 4648 section 4 defines it. */
#ifndef BASE64_H
#define BASE64_H

#include <stddef.h>

/*
 * Decodes a text of `length` characters, padded. Returns a fresh buffer with a NUL after its *size bytes, or NULL when the text
 * is not base64.
 */
char *base64_decode(const char *text, size_t length, size_t *size);

/* Room for the encoding of `size` bytes with its NUL. */
#define BASE64_SIZE(size) (((size) + 2) / 3 * 4 + 1)

/* Writes the encoding of some bytes, padded and with a NUL, to a place with room for it; returns its length. */
size_t base64_encode(const void *bytes, size_t size, char *text);

#endif
