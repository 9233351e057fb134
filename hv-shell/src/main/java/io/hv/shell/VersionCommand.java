package io.hv.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code hv version}. */
@Command(name = "version", description = "Print the versions of hv, of Java and of the system.")
final class VersionCommand extends ShellCommand {

    @Override
    public Integer call() {
        for (String line : lines()) {
            out().println(line);
        }
        return OK;
    }

    private static String[] lines() {
        return new String[] {
            "hv " + version(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")",
            System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch")
        };
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("hv-shell has no version.properties: its jar is incomplete");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    /** The same for {@code hv --version}. */
    static final class Provider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return lines();
        }
    }
}
