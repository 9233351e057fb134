package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.xml.value.CpuSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of the host's a guest's memory is. Immutable. */
public sealed interface MemoryBacking {

    /** Memory of the hypervisor's process. */
    record Anonymous() implements MemoryBacking {}

    /** A file, in the folder that the hypervisor's configuration names. */
    record File() implements MemoryBacking {}

    /** A file in memory that has no name. */
    record Memfd() implements MemoryBacking {}

    /**
     * Large pages. A word of the document's that they are in files, which says nothing beside them, stays where it is.
     *
     * @param pages which, for which nodes of the guest; empty for the host's usual large page
     * @param memfd whether they are in a file in memory that has no name, and not in one of a mounted hugetlbfs
     */
    record LargePages(List<Page> pages, boolean memfd) implements MemoryBacking {

        /** Copies the list. */
        public LargePages {
            pages = List.copyOf(pages);
        }

        /** Pages of one size for all of the guest. */
        public LargePages(ByteSize size) {
            this(List.of(new Page(size, null)), false);
        }
    }

    /**
     * Large pages of one size.
     *
     * @param size how large one is
     * @param nodes nodes of the guest that they are for; null for all that have no others
     */
    record Page(ByteSize size, @Nullable CpuSet nodes) {

        /** Refuses null. */
        public Page {
            Objects.requireNonNull(size, "size");
        }
    }
}
