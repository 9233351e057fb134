package io.hv.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts pieces of code out of sources and out of documents. */
final class Snippets {

    private static final Pattern PROGRAM = Pattern.compile("(?ms)^ *// program$\\R(.*?)^ *// end$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");

    private Snippets() {}

    /** What stands between the lines {@code // program} and {@code // end}, moved to the left margin. */
    static List<String> cut(Path source) {
        // A last line that is empty would count as one without indentation.
        return found(PROGRAM, source).stream()
                .map(text -> text.stripTrailing().stripIndent() + "\n")
                .toList();
    }

    /** The blocks of Java in a document in Markdown. */
    static List<String> javaBlocks(Path document) {
        return found(BLOCK, document);
    }

    private static List<String> found(Pattern pattern, Path file) {
        try {
            String text = Files.readString(file).replace("\r\n", "\n");
            return pattern.matcher(text).results().map(match -> match.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
