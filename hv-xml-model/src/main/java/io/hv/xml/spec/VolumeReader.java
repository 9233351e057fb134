package io.hv.xml.spec;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.VolumeSpec;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.storagevol.Allocation;
import io.hv.xml.wire.storagevol.BackingStore;
import io.hv.xml.wire.storagevol.Capacity;
import io.hv.xml.wire.storagevol.Format;
import io.hv.xml.wire.storagevol.Target;
import io.hv.xml.wire.storagevol.Volume;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of a volume's document what the neutral spec can say. For one document. */
public final class VolumeReader {

    private final Volume volume;
    private final Parts parts = new Parts();

    private VolumeReader(Volume volume) {
        this.volume = volume;
    }

    /**
     * The spec of a volume.
     *
     * @throws InvalidSpecException if it is none; with every fault
     */
    public static VolumeSpec read(Volume volume) {
        return new VolumeReader(volume).read();
    }

    private VolumeSpec read() {
        String name = Children.textOf(volume, Volume.Name.class).orElse("");
        VolumeSpec.Builder spec = VolumeSpec.of(name, ByteSize.bytes(0)).capacityOfBacking();
        parts.part("/volume/@type", String.valueOf(volume.type), this::requireFile);
        parts.part("/volume/target/format/@type", formatText(volume), () -> spec.format(format(volume)));
        boolean sized = parts.part(
                "/volume/capacity", text(Capacity.class), () -> capacity(volume).ifPresent(spec::capacity));
        if (sized) {
            parts.part("/volume/allocation", text(Allocation.class), () -> spec.reserved(reserved(volume)));
        } else {
            // It has been told of; there is one.
            spec.capacity(ByteSize.bytes(Disk.SECTOR));
        }
        parts.part(
                "/volume/backingStore",
                text(BackingStore.class),
                () -> backing().ifPresent(spec::backing));
        return parts.whole("volume '" + name + "'", spec::build);
    }

    private <T extends WireElement> String text(Class<T> child) {
        return Children.textOf(volume, child).map(String::strip).orElse("");
    }

    private void requireFile() {
        if (volume.type != null && !volume.type.equals("file")) {
            throw new IllegalArgumentException("the neutral spec has volumes that are files only");
        }
    }

    private static String formatText(Volume volume) {
        return volume.first(Target.class).flatMap(VolumeReader::formatOf).orElse(DiskFormat.RAW.id());
    }

    /** libvirt takes what is in a file for raw where nothing is said. */
    private static DiskFormat format(Volume volume) {
        return new DiskFormat(formatText(volume));
    }

    private static Optional<String> formatOf(WireElement element) {
        return element.first(Format.class).map(each -> each.type);
    }

    private static Optional<ByteSize> capacity(Volume volume) {
        return volume.first(Capacity.class).map(each -> size(each.text(), each.unit));
    }

    /**
     * How much room is reserved; a file can take more than it is large, a block at least.
     *
     * @throws IllegalArgumentException if its capacity, its allocation or its format is none
     */
    static ByteSize reserved(Volume volume) {
        Optional<ByteSize> capacity = capacity(volume);
        if (capacity.isEmpty()) {
            return ByteSize.bytes(0);
        }
        Optional<ByteSize> said = volume.first(Allocation.class).map(each -> size(each.text(), each.unit));
        if (said.isEmpty()) {
            return format(volume).equals(DiskFormat.RAW) ? capacity.get() : ByteSize.bytes(0);
        }
        return said.get().compareTo(capacity.get()) > 0 ? capacity.get() : said.get();
    }

    private Optional<DiskSource> backing() {
        return volume.first(BackingStore.class)
                .flatMap(store -> Children.textOf(store, BackingStore.Path.class)
                        .filter(path -> !path.isBlank())
                        .map(path -> DiskSource.file(HostPath.of(path))
                                .format(new DiskFormat(formatOf(store).orElse(DiskFormat.RAW.id())))));
    }

    private static ByteSize size(String text, @Nullable String unit) {
        return Sizes.size(text, unit == null || unit.isEmpty() ? VolumeElements.BYTES : unit);
    }
}
