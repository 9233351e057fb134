package io.hv;

/** How a device is put into a machine that runs, or taken out of it. */
public enum PlugFlag {
    /**
     * The definition is changed as well, so that the next start has, or has not, the device; the domain must be persistent.
     * Without it the change ends with the present run.
     */
    DEFINITION
}
