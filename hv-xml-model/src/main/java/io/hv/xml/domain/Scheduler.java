package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Scheduler */
public enum Scheduler implements Word {
    BATCH,
    IDLE,
    FIFO,
    RR
}
