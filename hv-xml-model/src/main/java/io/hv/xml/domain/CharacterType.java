package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** CharacterType */
public enum CharacterType implements Word {
    DEV,
    FILE,
    PIPE,
    UNIX,
    TCP,
    UDP,
    NULL,
    STDIO,
    VC,
    PTY,
    SPICEVMC,
    SPICEPORT,
    NMDM,
    QEMU_VDAGENT,
    DBUS
}
