package io.hv.testkit.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the run says, see the package.
 *
 * @param templates the folder of templates
 * @param keep how many of them are kept
 * @param failures where evidence goes, if that was said
 */
record Settings(Path templates, int keep, Optional<Path> failures) {

    private static final int KEEP = 10;

    /** JUnit looks among its own parameters first, and then among the system's properties. */
    static Settings of(ExtensionContext context) {
        return new Settings(
                context.getConfigurationParameter("hv.templates")
                        .map(Path::of)
                        .orElseGet(Settings::cache)
                        .toAbsolutePath(),
                context.getConfigurationParameter("hv.templates.keep", Integer::valueOf)
                        .orElse(KEEP),
                context.getConfigurationParameter("hv.failures").map(Path::of));
    }

    /** By the XDG Base Directory Specification 0.8. */
    private static Path cache() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        Path base = cache.startsWith("/") ? Path.of(cache) : Path.of(System.getProperty("user.home", "."), ".cache");
        return base.resolve("hv").resolve("templates");
    }

    /** hv's own: another version may save machines otherwise. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("hv-testkit has no version.properties: its jar is incomplete");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }
}
