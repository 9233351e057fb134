package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** MemoryAccess */
public enum MemoryAccess implements Word {
    SHARED,
    PRIVATE
}
