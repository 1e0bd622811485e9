#pragma once
#include <features.h>
// For SHA1_Init and its sisters: SHA1.swift says why.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
