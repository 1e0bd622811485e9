#pragma once
#include <features.h>
#include <json-c/json.h>
