package io.hv.kvm.backend;

import io.hv.NotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code kvm:} URI says: {@code kvm:///}, short for {@code kvm:///embed}, keeps its definitions in the user's data
 * folder; {@code kvm:///embed?root=/dir} in another one.
 *
 * @param uri one for each folder, whatever was written
 * @param root the folder, which need not be there
 */
record KvmUri(URI uri, Path root) {

    private static final URI USUAL = URI.create("kvm:///");
    private static final String ROOT = "root=";
    private static final String REMEDY = "write kvm:///, or kvm:///embed?root=/dir";

    static KvmUri of(URI uri) {
        return of(uri, System.getenv()::get);
    }

    /** With the environment given, for tests. */
    static KvmUri of(URI uri, Function<String, @Nullable String> environment) {
        String path = uri.getPath();
        String query = uri.getQuery();
        boolean embed = path != null && (path.equals("/") || path.equals("/embed"));
        if (uri.getAuthority() != null || uri.getFragment() != null || !embed) {
            throw refused(uri, "it names another machine, or another path");
        }
        Path usual = real(dataFolder(environment));
        if (query == null) {
            return new KvmUri(USUAL, usual);
        }
        if (!query.startsWith(ROOT)) {
            throw refused(uri, "the only parameter is 'root'");
        }
        Path root = root(uri, query.substring(ROOT.length()));
        return new KvmUri(root.equals(usual) ? USUAL : naming(root), root);
    }

    private static Path root(URI uri, String text) {
        try {
            Path root = Path.of(text);
            if (root.isAbsolute()) {
                return real(root);
            }
        } catch (InvalidPathException e) {
            throw refused(uri, "no folder can be called that here: " + e.getMessage());
        }
        throw refused(uri, "the root is no absolute path");
    }

    /** As the XDG Base Directory Specification has it: what is not absolute counts as not set. */
    private static Path dataFolder(Function<String, @Nullable String> environment) {
        String set = environment.apply("XDG_DATA_HOME");
        Path data = set != null && set.startsWith("/")
                ? Path.of(set)
                : Path.of(System.getProperty("user.home", "/"), ".local", "share");
        return data.resolve("hv").resolve("kvm");
    }

    /** One path for one folder, also where it is not there yet. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path there = absolute; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath()
                            .resolve(there.relativize(absolute))
                            .normalize();
                } catch (IOException e) {
                    // It has gone, or may not be looked into: its name has to do.
                    return absolute;
                }
            }
        }
        return absolute;
    }

    private static URI naming(Path root) {
        try {
            String encoded = new URI(null, null, root.toString(), null).getRawPath();
            return URI.create("kvm:///embed?" + ROOT + encoded);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a path that no URI can hold: " + root, e);
        }
    }

    private static NotFoundException refused(URI uri, String why) {
        return new NotFoundException("there is no host at " + uri + ": " + why, REMEDY);
    }
}
