package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** CrashAction */
public enum CrashAction implements Word {
    DESTROY,
    RESTART,
    PRESERVE,
    RENAME_RESTART,
    COREDUMP_DESTROY,
    COREDUMP_RESTART
}
