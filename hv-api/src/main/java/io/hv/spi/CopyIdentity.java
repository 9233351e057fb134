package io.hv.spi;

import io.hv.DiskSource;
import io.hv.HostPath;
import java.util.Optional;
import java.util.UUID;

/** What a copy of a domain has of its own. Asked while {@link DefinitionFormat#copy} writes its definition, by one thread. */
public interface CopyIdentity {

    /** Its name. */
    String name();

    /** Its UUID. */
    UUID uuid();

    /**
     * What it has instead of a disk that the original writes to.
     *
     * @param target for example {@code vda}
     * @param original a file of the host's
     * @return nothing where it shares it
     */
    Optional<DiskSource> disk(String target, DiskSource original);

    /**
     * The file that it has instead of one that firmware, or a line of the original's, writes to. For one file always the same.
     *
     * @param what for example {@code nvram} or {@code serial}
     */
    HostPath file(String what, HostPath original);
}
