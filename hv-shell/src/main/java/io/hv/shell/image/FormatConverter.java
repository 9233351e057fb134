package io.hv.shell.image;

import io.hv.image.ImageFormat;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a format's name as {@code qemu-img} has it. */
final class FormatConverter implements ITypeConverter<ImageFormat> {

    @Override
    public ImageFormat convert(String text) {
        return ids().filter(format -> format.id().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no format; there are "
                        + ids().map(ImageFormat::id).collect(Collectors.joining(", "))));
    }

    private static Stream<ImageFormat> ids() {
        return Arrays.stream(ImageFormat.values());
    }

    /** All of them, for the help. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return ids().map(ImageFormat::id).iterator();
        }
    }
}
