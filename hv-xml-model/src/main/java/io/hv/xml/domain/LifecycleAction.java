package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** LifecycleAction */
public enum LifecycleAction implements Word {
    DESTROY,
    RESTART,
    PRESERVE,
    RENAME_RESTART
}
