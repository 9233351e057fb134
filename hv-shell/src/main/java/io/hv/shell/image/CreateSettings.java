package io.hv.shell.image;

import io.hv.image.Compression;
import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.TypeConversionException;

/**
 * What stands behind {@code -o}: KEY=VALUE,..., by the names of {@code qemu-img}. A comma in a value is written twice. What
 * cannot be understood is a {@link TypeConversionException}.
 */
final class CreateSettings {

    static final String BACKING_FILE = "backing_file";
    static final String BACKING_FORMAT = "backing_fmt";
    static final String SIZE = "size";
    static final String DATA_FILE = "data_file";
    private static final String RAW_DATA_FILE = "data_file_raw";

    private interface Setting {
        CreateOptions apply(CreateOptions options, String value);
    }

    private static final Map<String, Setting> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("compat", (options, value) -> options.version(version(value))),
            Map.entry("cluster_size", (options, value) -> options.clusterSize(Math.toIntExact(Sizes.parse(value)))),
            Map.entry("refcount_bits", (options, value) -> options.refcountBits(Integer.parseInt(value))),
            Map.entry("lazy_refcounts", (options, value) -> isOn(value) ? options.lazyRefcounts() : options),
            Map.entry("extended_l2", (options, value) -> isOn(value) ? options.extendedL2() : options),
            Map.entry("compression_type", (options, value) -> options.compression(compression(value))),
            Map.entry("subformat", CreateOptions::subformat),
            Map.entry("adapter_type", CreateOptions::adapterType),
            Map.entry("block_size", (options, value) -> options.blockSize(Math.toIntExact(Sizes.parse(value)))),
            Map.entry("static", (options, value) -> isOn(value) ? options.subformat("static") : options),
            Map.entry("preallocation", (options, value) -> only("off", value, options)),
            Map.entry("force_size", (options, value) -> only("on", value, options)),
            // These are of meaning to others of them, or to the command.
            Map.entry(RAW_DATA_FILE, (options, value) -> options),
            Map.entry(DATA_FILE, (options, value) -> options),
            Map.entry(BACKING_FILE, (options, value) -> options),
            Map.entry(BACKING_FORMAT, (options, value) -> options),
            Map.entry(SIZE, (options, value) -> options)));

    private static final Set<ImageFormat> SUBFORMATS = Set.of(ImageFormat.VMDK, ImageFormat.VPC, ImageFormat.VHDX);

    private static final Set<String> OF_QCOW2 = Set.of(
            "compat",
            "cluster_size",
            "refcount_bits",
            "lazy_refcounts",
            "extended_l2",
            "compression_type",
            DATA_FILE,
            RAW_DATA_FILE,
            BACKING_FILE,
            BACKING_FORMAT);

    private final ImageFormat format;
    private final Map<String, String> values = new LinkedHashMap<>();

    private CreateSettings(ImageFormat format) {
        this.format = format;
    }

    /** Reads what was given, each text with one setting or more. */
    static CreateSettings parse(ImageFormat format, List<String> texts) {
        CreateSettings settings = new CreateSettings(format);
        for (String text : texts) {
            Arrays.stream(text.replace(",,", "\0").split(",", -1))
                    .map(part -> part.replace('\0', ','))
                    .forEach(settings::add);
        }
        return settings;
    }

    private void add(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        if (!SETTINGS.containsKey(name)) {
            throw new TypeConversionException("-o: no option is called '" + name + "'; an image of format " + format
                    + " has " + String.join(", ", names(format)));
        }
        if (!has(format, name)) {
            throw new TypeConversionException("-o: an image of format " + format + " has no option '" + name + "'");
        }
        if (equals < 0) {
            throw new TypeConversionException("-o: '" + name + "' wants a value: " + name + "=VALUE");
        }
        values.put(name, part.substring(equals + 1));
    }

    /** Those that a format may have; which of the values it has shows when the image is made. */
    static List<String> names(ImageFormat format) {
        return SETTINGS.keySet().stream().filter(name -> has(format, name)).toList();
    }

    private static boolean has(ImageFormat format, String name) {
        return switch (name) {
            case "subformat" -> SUBFORMATS.contains(format);
            case "block_size" -> format == ImageFormat.VHDX || format == ImageFormat.VDI;
            case "static" -> format == ImageFormat.VDI;
            case "adapter_type" -> format == ImageFormat.VMDK;
            case "force_size" -> format == ImageFormat.VPC;
            default -> format == ImageFormat.QCOW2 || !OF_QCOW2.contains(name);
        };
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Without those that the command itself has a place for. */
    Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>(values);
        List.of(BACKING_FILE, BACKING_FORMAT, SIZE).forEach(others::remove);
        return others;
    }

    /** What an image is to be, with all that was given. */
    CreateOptions applyTo(CreateOptions options) {
        CreateOptions all = options;
        for (Map.Entry<String, String> each : values.entrySet()) {
            all = apply(all, each.getKey(), each.getValue());
        }
        String data = values.get(DATA_FILE);
        boolean raw = values.containsKey(RAW_DATA_FILE) && isOn(values.getOrDefault(RAW_DATA_FILE, ""));
        if (raw && data == null) {
            throw new TypeConversionException("-o: " + RAW_DATA_FILE + " goes with " + DATA_FILE);
        }
        return data == null ? all : all.dataFile(data, raw);
    }

    private static CreateOptions apply(CreateOptions options, String name, String value) {
        Setting setting = SETTINGS.getOrDefault(name, (same, unused) -> same);
        try {
            return setting.apply(options, value);
        } catch (IllegalArgumentException | ArithmeticException | TypeConversionException e) {
            String why = e instanceof NumberFormatException ? "no number" : String.valueOf(e.getMessage());
            TypeConversionException error = new TypeConversionException("-o " + name + "=" + value + ": " + why);
            error.initCause(e);
            throw error;
        }
    }

    private static CreateOptions only(String good, String value, CreateOptions options) {
        if (!value.equals(good)) {
            throw new TypeConversionException("it can be '" + good + "' only");
        }
        return options;
    }

    private static int version(String value) {
        return switch (value) {
            case "0.10", "v2" -> 2;
            case "1.1", "v3" -> 3;
            default -> throw new TypeConversionException("it can be 0.10 (version 2) or 1.1 (version 3)");
        };
    }

    private static boolean isOn(String value) {
        return switch (value) {
            case "on", "yes", "true", "y" -> true;
            case "off", "no", "false", "n" -> false;
            default -> throw new TypeConversionException("it can be on or off");
        };
    }

    private static Compression compression(String value) {
        return Arrays.stream(Compression.values())
                .filter(each -> each.id().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it can be "
                        + Arrays.stream(Compression.values())
                                .map(Compression::id)
                                .toList()));
    }
}
