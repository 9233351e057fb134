package io.hv.xml.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@code grammar} says itself, without what it includes. */
final class SchemaFile {

    final String name;
    final List<String> includes = new ArrayList<>();
    final List<Pattern> starts = new ArrayList<>();

    /** What a name is defined as, each time that it is. */
    final Map<String, List<List<Pattern>>> definitions = new LinkedHashMap<>();

    SchemaFile(String name) {
        this.name = name;
    }
}
