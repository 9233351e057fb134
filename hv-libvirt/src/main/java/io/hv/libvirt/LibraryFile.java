package io.hv.libvirt;

import io.hv.backend.SystemView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** libvirt's client library as a file: found, and its version read off its name, without loading it. */
record LibraryFile(String path, String version) {

    private static final String NAME = "libvirt.so.0";
    /** libvirt 9.1.2 installs libvirt.so.0.9001.2. */
    private static final Pattern VERSIONED = Pattern.compile("libvirt\\.so\\.0\\.(\\d+)\\.(\\d+)");

    private static final List<String> FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/local/lib",
            "/usr/local/lib64",
            "/usr/lib",
            "/lib64",
            "/lib");

    /**
     * The first in the folders where JNA looks.
     *
     * @param more further folders, looked at first
     */
    static Optional<LibraryFile> find(SystemView system, List<String> more) {
        return Stream.concat(more.stream(), FOLDERS.stream())
                .map(folder -> folder + "/" + NAME)
                .filter(system::exists)
                .findFirst()
                .map(file -> new LibraryFile(file, version(system, file)));
    }

    /** The folders that this process adds: JNA's property, and the loader's variable. */
    static List<String> foldersOfThisProcess() {
        List<String> folders = new ArrayList<>();
        for (String list : new String[] {
            System.getProperty("jna.library.path"), System.getenv().get("LD_LIBRARY_PATH")
        }) {
            if (list != null) {
                Stream.of(list.split(":")).filter(each -> each.startsWith("/")).forEach(folders::add);
            }
        }
        return folders;
    }

    private static String version(SystemView system, String file) {
        try {
            Path real = system.path(file).toRealPath();
            Matcher matcher = VERSIONED.matcher(String.valueOf(real.getFileName()));
            if (matcher.matches()) {
                int release = Integer.parseInt(matcher.group(1));
                return release / 1000 + "." + release % 1000 + "." + matcher.group(2);
            }
        } catch (IOException | NumberFormatException e) {
            // Another scheme of names: then its version is not known from outside.
        }
        return "of an unknown version";
    }
}
