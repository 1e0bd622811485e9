// WeChat's signature: the SHA-1 of the parts, put one after the other in the order of their bytes.
#ifndef SIGNATURE_H
#define SIGNATURE_H

// Sorts the parts and writes their signature.
void signature_write(char hex[41], const char *parts[], int count);
#endif
