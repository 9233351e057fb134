package io.hv.shell;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.HostPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The disks of {@code hv run}. */
final class DiskOptions {

    @Option(
            names = "--disk",
            paramLabel = "FILE[,KEY=VALUE]...",
            converter = DiskConverter.class,
            description = "A disk with the content of a file, which the guest writes to. May be repeated. Keys: "
                    + "format=NAME (raw where it is not given; it is never guessed), "
                    + "target=NAME (vda, vdb, ... where it is not given), serial=TEXT, readonly, "
                    + "discard=unmap|ignore, queues=N, bytes-per-second=SIZE, iops=N. "
                    + "A comma in the file's name is written twice.")
    private List<DiskSpec> disks = List.of();

    List<DiskSpec> disks() {
        return disks;
    }

    /** Reads FILE[,KEY=VALUE]... */
    static final class DiskConverter implements ITypeConverter<DiskSpec> {

        private static final String FORMAT = "format";
        private static final String KEYS = "format, target, serial, readonly, discard, queues, bytes-per-second, iops";

        @Override
        public DiskSpec convert(String text) {
            List<String> parts = Commas.split(text);
            if (parts.get(0).isEmpty()) {
                throw new TypeConversionException("'" + text + "' does not begin with a file");
            }
            DiskSource source = DiskSource.file(HostPath.of(Path.of(parts.get(0))));
            DiskSpec disk = DiskSpec.of(source.format(format(parts)));
            for (String part : parts.subList(1, parts.size())) {
                disk = with(disk, part);
            }
            return disk;
        }

        /** The last one that is named. */
        private static DiskFormat format(List<String> parts) {
            DiskFormat format = DiskFormat.RAW;
            for (String part : parts.subList(1, parts.size())) {
                if (part.startsWith(FORMAT + "=")) {
                    try {
                        format = new DiskFormat(part.substring(FORMAT.length() + 1));
                    } catch (IllegalArgumentException e) {
                        throw unreadable(part, e);
                    }
                }
            }
            return format;
        }

        private static DiskSpec with(DiskSpec disk, String part) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            if (key.equals("readonly") != (equals < 0)) {
                throw malformed(part, "readonly has no value, all others have one");
            }
            try {
                return switch (key) {
                    // It is the source's, which was made before.
                    case FORMAT -> disk;
                    case "target" -> disk.target(value);
                    case "serial" -> disk.serial(value);
                    case "readonly" -> disk.readOnly();
                    case "discard" -> disk.discard(DiskSpec.Discard.valueOf(value.toUpperCase(Locale.ROOT)));
                    case "queues" -> disk.queues(Integer.parseInt(value));
                    case "bytes-per-second" -> disk.limits(disk.limits().bytesPerSecond(ByteSize.parse(value)));
                    case "iops" -> disk.limits(disk.limits().operationsPerSecond(Long.parseLong(value)));
                    default -> throw malformed(part, "the keys are " + KEYS);
                };
            } catch (IllegalArgumentException e) {
                throw unreadable(part, e);
            }
        }

        private static TypeConversionException unreadable(String part, IllegalArgumentException e) {
            TypeConversionException error = malformed(part, "the value cannot be read");
            error.initCause(e);
            return error;
        }

        private static TypeConversionException malformed(String part, String why) {
            return new TypeConversionException("'" + part + "': " + why);
        }
    }
}
