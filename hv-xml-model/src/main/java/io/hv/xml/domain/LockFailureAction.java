package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** LockFailureAction */
public enum LockFailureAction implements Word {
    POWEROFF,
    RESTART,
    PAUSE,
    IGNORE
}
