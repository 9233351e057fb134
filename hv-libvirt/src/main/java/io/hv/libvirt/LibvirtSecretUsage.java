package io.hv.libvirt;

import java.util.stream.Stream;

/** What a secret is for, which is what the id of its usage names. */
public enum LibvirtSecretUsage {
    /** Nothing that libvirt knows; such a secret has no id and is found by its UUID only. */
    NONE(0),
    /** An encrypted volume; the id is its path. */
    VOLUME(1),
    /** Access to a Ceph cluster; the id is a name that is free to choose. */
    CEPH(2),
    /** The password of an iSCSI target; the id is a name that is free to choose. */
    ISCSI(3),
    /** The passphrase of a private key for TLS; the id is a name that is free to choose. */
    TLS(4),
    /** What encrypts the state of a virtual TPM; the id is a name that is free to choose. */
    VTPM(5),
    /** Something that this hv does not know; such a secret is found by its UUID only. */
    OTHER(-1);

    private final int number;

    LibvirtSecretUsage(int number) {
        this.number = number;
    }

    /** {@code virSecretUsageType}. */
    static LibvirtSecretUsage of(int number) {
        return Stream.of(values())
                .filter(each -> each.number == number)
                .findFirst()
                .orElse(OTHER);
    }

    /** {@code virSecretUsageType}; of those that are looked up by. */
    int number() {
        return number;
    }

    /** Whether libvirt finds a secret by it. */
    boolean isLookedUp() {
        return this != NONE && this != OTHER;
    }
}
