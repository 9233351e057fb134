package io.hv;

import java.util.Map;

/**
 * How a domain begins. hv's own ways are {@link LinuxBoot}, {@link ElfBoot}, {@link MultibootBoot} and
 * {@link BinaryBoot}; a backend may add more. Immutable.
 */
public interface Boot {

    /** What a host must support to boot this way. */
    Feature feature();

    /**
     * Everything that has to be loaded, by the name of its part, for example {@code kernel} and {@code initrd}; in the
     * order in which faults are told.
     */
    Map<String, Content> contents();
}
