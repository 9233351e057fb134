package io.hv.xml.generator;

import java.util.ArrayList;
import java.util.List;

/** A grammar and all that it includes: definitions of one name are alternatives, wherever they stand. */
record Grammar(List<SchemaFile> files) {

    List<List<Pattern>> definitions(String name) {
        List<List<Pattern>> found = new ArrayList<>();
        for (SchemaFile file : files) {
            found.addAll(file.definitions.getOrDefault(name, List.of()));
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(files.get(0).name + " refers to " + name + ", which nothing defines");
        }
        return found;
    }

    List<Pattern> starts() {
        return files.stream().flatMap(file -> file.starts.stream()).toList();
    }
}
