package io.hv.backend;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.VolumeSpec;
import java.util.Optional;

/**
 * What a volume of a {@link RunningPool} is at one moment. Immutable.
 *
 * @param name unique in its pool
 * @param path where it is
 * @param format how its content lies there
 * @param capacity how large a disk it is
 * @param allocated how much room it takes
 * @param backing what it stands on
 */
public record VolumeFacts(
        String name,
        HostPath path,
        DiskFormat format,
        ByteSize capacity,
        ByteSize allocated,
        Optional<DiskSource> backing) {

    /**
     * As a spec.
     *
     * @throws io.hv.InvalidSpecException if there is none of it
     */
    public VolumeSpec spec() {
        ByteSize reserved = allocated.compareTo(capacity) < 0 ? allocated : capacity;
        VolumeSpec.Builder spec = VolumeSpec.of(name, capacity).format(format).reserved(reserved);
        backing.ifPresent(spec::backing);
        return spec.build();
    }

    /** As the source of a disk. */
    public DiskSource source() {
        return DiskSource.file(path).format(format);
    }
}
