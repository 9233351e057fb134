package io.hv.image;

import io.hv.image.file.ImageFile;
import io.hv.image.file.OpenFiles;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import io.hv.image.spi.Opening;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens one image of a chain, and by its driver the rest. Every file of the chain differs from those above it. */
final class ChainOpener implements Opening {

    /** Two letters or more: one is a drive of Windows. */
    private static final Pattern PROTOCOL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

    private static final Pattern QEMU_FORMAT = Pattern.compile("[a-z0-9-]{1,32}");

    private final OpenOptions options;
    private final Path path;
    private final Path folder;
    private final List<Object> above;
    private final List<ImageFile> opened;

    private ChainOpener(OpenOptions options, Path path, Path folder, List<Object> above, List<ImageFile> opened) {
        this.options = options;
        this.path = path;
        this.folder = folder;
        this.above = above;
        this.opened = opened;
    }

    static Disk open(Path path, OpenOptions options) {
        Path folder = path.toAbsolutePath().getParent();
        List<ImageFile> opened = new ArrayList<>();
        try {
            Path real = folder == null ? path : folder.toRealPath();
            return new ChainOpener(options, path, real, List.of(), opened).openThis();
        } catch (IOException e) {
            throw new ImageException(path, "file", -1, "its folder cannot be found: " + e, "", e);
        } catch (RuntimeException | Error e) {
            opened.forEach(ImageFile::close);
            throw e;
        }
    }

    /** What is to be the backing file of an image that is open; empty where it was opened without. */
    static Optional<Disk> openBelow(Path image, OpenOptions options, String name, ImageFormat format) {
        Path folder = image.toAbsolutePath().getParent();
        List<ImageFile> opened = new ArrayList<>();
        try {
            Path real = folder == null ? image : folder.toRealPath();
            return new ChainOpener(options, image, real, List.of(), opened)
                    .backing(name, format.id(), "backing_file", -1);
        } catch (IOException e) {
            throw new ImageException(image, "file", -1, "its folder cannot be found: " + e, "", e);
        } catch (RuntimeException | Error e) {
            opened.forEach(ImageFile::close);
            throw e;
        }
    }

    private Disk openThis() {
        ImageFile file = opened(path, options.isWritable());
        return driver(file).open(file, this);
    }

    private Driver driver(ImageFile file) {
        ImageFormat format = options.format().orElseGet(() -> probe(file));
        return driver(format);
    }

    static Driver driver(ImageFormat format) {
        return drivers().stream()
                .filter(driver -> driver.format() == format)
                .findFirst()
                .orElseThrow();
    }

    private static ImageFormat probe(ImageFile file) {
        int size = (int) Math.min(Driver.PROBE_SIZE, file.size());
        return drivers().stream()
                .filter(driver -> driver.probe(file.read("magic", 0, size)))
                .map(Driver::format)
                .findFirst()
                .orElse(ImageFormat.RAW);
    }

    /** This library's own: by its own class loader. */
    private static List<Driver> drivers() {
        return ServiceLoader.load(Driver.class, ChainOpener.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Override
    public boolean isWritable() {
        return options.isWritable();
    }

    @Override
    public boolean keepsIdentity() {
        return options.keepsIdentity();
    }

    @Override
    public Optional<Disk> backing(String name, @Nullable String format, String field, long offset) {
        if (!options.isWithBacking()) {
            return Optional.empty();
        }
        Path other = allowed(name, field, offset);
        if (above.size() >= options.backing().depth()) {
            throw fault(
                    field,
                    offset,
                    "more than " + options.backing().depth() + " backing files",
                    "allow more by the" + " BackingPolicy");
        }
        OpenOptions next = format == null ? OpenOptions.probe() : OpenOptions.format(known(format, field, offset));
        next = next.backing(options.backing()).through(options.layer());
        if (!options.isLocked()) {
            next = next.unlocked();
        }
        return Optional.of(new ChainOpener(next, other, folder, below(other, name, field, offset), opened).openThis());
    }

    private List<Object> below(Path other, String name, String field, long offset) {
        List<Object> files = new ArrayList<>(above);
        try {
            files.add(OpenFiles.key(path));
            if (files.contains(OpenFiles.key(other))) {
                throw fault(field, offset, "'" + shown(name) + "' is an image above it: the chain is a loop", "");
            }
        } catch (IOException e) {
            throw new ImageException(path, field, offset, "'" + shown(name) + "' cannot be looked at: " + e, "", e);
        }
        return files;
    }

    private ImageFormat known(String format, String field, long offset) {
        for (ImageFormat each : ImageFormat.values()) {
            if (each.id().equals(format)) {
                return each;
            }
        }
        String shown = QEMU_FORMAT.matcher(format).matches() ? "'" + format + "'" : "none that can be shown";
        throw fault(field, offset, "the backing file's format is " + shown + ", which is not known", "");
    }

    @Override
    public ImageFile dataFile(String name, boolean writable, String field, long offset) {
        Path other = allowed(name, field, offset);
        List<Object> unused = below(other, name, field, offset);
        return opened(other, writable && options.isWritable());
    }

    /** It is noted before anything is put over it, which may fail. */
    private ImageFile opened(Path other, boolean writable) {
        ImageFile file = OpenFiles.open(other, writable, options.isLocked());
        opened.add(file);
        return file.through(options.layer());
    }

    private Path allowed(String name, String field, long offset) {
        if (options.format().isEmpty() && offset >= 0) {
            throw new ImageException(
                    path,
                    field,
                    offset,
                    "it names '" + shown(name) + "', and its format was only guessed",
                    "state the format, or open it without its backing file",
                    ImageException.Reason.GUESSED_FORMAT,
                    null);
        }
        if (PROTOCOL.matcher(name).matches()) {
            throw fault(field, offset, "'" + shown(name) + "' is no name of a file", "");
        }
        Path real;
        try {
            Path parent = path.toAbsolutePath().getParent();
            Path other = parent == null ? Path.of(name) : parent.resolve(name);
            real = other.toRealPath();
        } catch (IOException | InvalidPathException e) {
            throw new ImageException(path, field, offset, "'" + shown(name) + "' cannot be found", "", e);
        }
        if (!options.backing().isAnywhere()
                && !real.startsWith(folder)
                && options.backing().folders().stream().noneMatch(each -> isIn(real, each))) {
            throw new ImageException(
                    path,
                    field,
                    offset,
                    "'" + shown(name) + "' leaves the image's folder",
                    "allow its folder by the BackingPolicy, if the image is to be trusted",
                    ImageException.Reason.NOT_ALLOWED,
                    null);
        }
        return real;
    }

    private static boolean isIn(Path real, Path folder) {
        try {
            return real.startsWith(folder.toRealPath());
        } catch (IOException e) {
            // A folder that is not there has no files.
            return false;
        }
    }

    /** An image's text goes to terminals and logs. */
    private static String shown(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private ImageException fault(String field, long offset, String why, String remedy) {
        return new ImageException(path, field, offset, why, remedy, null);
    }
}
