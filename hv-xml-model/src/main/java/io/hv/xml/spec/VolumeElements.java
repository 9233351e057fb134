package io.hv.xml.spec;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.VolumeSpec;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.storage.ClusterSize;
import io.hv.xml.wire.storage.Compat;
import io.hv.xml.wire.storage.Features;
import io.hv.xml.wire.storagevol.Allocation;
import io.hv.xml.wire.storagevol.BackingStore;
import io.hv.xml.wire.storagevol.Capacity;
import io.hv.xml.wire.storagevol.Format;
import io.hv.xml.wire.storagevol.Target;
import io.hv.xml.wire.storagevol.Volume;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes specs into documents of volumes. */
public final class VolumeElements {

    /** What sizes are counted in where nothing is said. */
    static final String BYTES = "bytes";

    private VolumeElements() {}

    /** A document of a spec: what the spec says, and nothing else. */
    public static Volume of(VolumeSpec spec) {
        Volume volume = new Volume();
        write(new Change<>(null, spec), volume);
        return volume;
    }

    /** Writes what is different, and leaves all else as it is. */
    public static void edit(Volume volume, VolumeSpec before, VolumeSpec after) {
        Change<VolumeSpec> change = new Change<>(before, after);
        write(change, volume);
        if (change.of(VolumeSpec::format)) {
            leaveTheFormat(Children.need(volume, Target.class, Target::new));
        }
    }

    /** Writes all that its spec says in the words in which {@link #of} says it; of what it does not say all stays. */
    public static void normalize(Volume volume, VolumeSpec spec) {
        write(new Change<>(null, spec), volume);
    }

    /** So many bytes are they; nothing where it is no size. */
    public static Optional<Long> bytes(String text, @Nullable String unit) {
        return Sizes.find(text, unit == null ? BYTES : unit).map(ByteSize::bytes);
    }

    private static void write(Change<VolumeSpec> change, Volume volume) {
        VolumeSpec spec = change.after();
        if (change.of(VolumeSpec::name)) {
            Children.text(volume, Volume.Name.class, Volume.Name::new, Optional.of(spec.name()));
        }
        if (change.of(VolumeSpec::capacity)) {
            capacity(volume, spec);
        }
        if (change.of(VolumeSpec::format)) {
            format(Children.need(volume, Target.class, Target::new), spec.format());
        }
        if (change.of(VolumeSpec::backing)) {
            backing(change, volume);
        }
        // What is reserved hangs on all of these, where it is not said or is more than there is.
        if (change.of(VolumeSpec::reserved) || change.of(VolumeSpec::format) || change.of(VolumeSpec::capacity)) {
            reserved(change, volume);
        }
    }

    private static void reserved(Change<VolumeSpec> change, Volume volume) {
        VolumeSpec spec = change.after();
        if (spec.capacity().isEmpty()) {
            if (change.before() != null) {
                Children.drop(volume, Allocation.class);
            }
            return;
        }
        boolean said = volume.first(Allocation.class).isPresent();
        if (!said
                || change.of(VolumeSpec::reserved)
                || !VolumeReader.reserved(volume).equals(spec.reserved())) {
            Allocation allocation = Children.need(volume, Allocation.class, Allocation::new);
            allocation.unit = BYTES;
            allocation.text(Long.toString(spec.reserved().bytes()));
        }
    }

    private static void capacity(Volume volume, VolumeSpec spec) {
        if (spec.capacity().isEmpty()) {
            Children.drop(volume, Capacity.class);
            return;
        }
        Capacity capacity = Children.need(volume, Capacity.class, Capacity::new);
        capacity.unit = BYTES;
        capacity.text(Long.toString(spec.capacity().get().bytes()));
    }

    private static void format(WireElement of, DiskFormat format) {
        Children.need(of, Format.class, Format::new).type = format.id();
    }

    /** What only qcow2 has, libvirt refuses of others. */
    private static void leaveTheFormat(Target target) {
        Children.drop(target, Compat.class);
        Children.drop(target, ClusterSize.class);
        Children.drop(target, Features.class);
    }

    private static void backing(Change<VolumeSpec> change, Volume volume) {
        Optional<DiskSource> backing = change.after().backing();
        if (backing.isEmpty()) {
            if (change.before() != null) {
                Children.drop(volume, BackingStore.class);
            }
            return;
        }
        BackingStore store = Children.need(volume, BackingStore.class, BackingStore::new);
        Children.text(
                store,
                BackingStore.Path.class,
                BackingStore.Path::new,
                backing.get().file().map(HostPath::path));
        format(store, backing.get().format());
    }
}
