package io.hv.shell.image;

import io.hv.image.ChainLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the files of a chain are called: as the user called the first, and from there as each names the next. */
final class Names {

    private static final Pattern PROTOCOL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

    private Names() {}

    /** A name that stands in an image, as seen from where the user is. */
    static String beside(String image, String name) {
        int folder = image.lastIndexOf('/');
        return name.startsWith("/") || PROTOCOL.matcher(name).matches() || folder < 0
                ? name
                : image.substring(0, folder + 1) + name;
    }

    /** The same as a file. */
    static Path path(Path image, String name) {
        return Path.of(beside(image.toString(), name));
    }

    /** One for each image. Where a format finds its parent by more than a name, it is the file that was found. */
    static List<String> of(Path first, List<ChainLink> chain) {
        List<String> names = new ArrayList<>(List.of(first.toString()));
        for (int i = 1; i < chain.size(); i++) {
            String written = chain.get(i - 1).info().backingFile().orElse("");
            String seen = beside(names.get(i - 1), written);
            Path found = chain.get(i).info().file();
            names.add(isSame(seen, found) ? seen : found.toString());
        }
        return names;
    }

    private static boolean isSame(String name, Path file) {
        try {
            return Files.isSameFile(Path.of(name), file);
        } catch (IOException | InvalidPathException e) {
            // No file is called so: then it is not that one.
            return false;
        }
    }

    /** An image's text goes to terminals. */
    static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
