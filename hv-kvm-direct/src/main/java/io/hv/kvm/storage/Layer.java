package io.hv.kvm.storage;

/** What a disk's bytes are made of, from below: a file, then what was written since. Several disks may stand on one. */
abstract class Layer {

    /** Disks, frozen disks and layers that stand on it. Under the lock of {@link Holders}. */
    int holders;

    /** In bytes. */
    abstract long capacity();

    /** The file at the bottom. */
    abstract Base base();
}
