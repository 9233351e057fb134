package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.HostPath;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which device of memory it is. Where its pages come from, and the node of the guest that it is in, are beside it in
 * {@link MemoryDeviceElement}. Immutable.
 */
public sealed interface MemoryDevice {

    /**
     * A module of RAM.
     *
     * @param size how much
     */
    record Dimm(ByteSize size) implements MemoryDevice {

        /** Refuses null. */
        public Dimm {
            Objects.requireNonNull(size, "size");
        }
    }

    /**
     * A module that keeps what is in it.
     *
     * @param size how much
     * @param file where it is kept: a file of the host, or a device
     * @param labels how much of it is for labels; null for none
     */
    record Nvdimm(ByteSize size, HostPath file, @Nullable ByteSize labels) implements MemoryDevice {

        /** Refuses null. */
        public Nvdimm {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * Virtio's module that keeps what is in it.
     *
     * @param size how much
     * @param file where it is kept
     */
    record VirtioPmem(ByteSize size, HostPath file) implements MemoryDevice {

        /** Refuses null. */
        public VirtioPmem {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * Virtio's memory of which the guest has more or less while it runs.
     *
     * @param size how much at most
     * @param block in steps of what; null where the hypervisor decides it
     * @param requested how much the guest is to have
     */
    record VirtioMem(ByteSize size, @Nullable ByteSize block, ByteSize requested) implements MemoryDevice {

        /** Refuses null. */
        public VirtioMem {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(requested, "requested");
        }
    }

    /**
     * Memory for enclaves of SGX.
     *
     * @param size how much
     */
    record SgxEpc(ByteSize size) implements MemoryDevice {

        /** Refuses null. */
        public SgxEpc {
            Objects.requireNonNull(size, "size");
        }
    }
}
