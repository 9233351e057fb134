package io.hv.xml.generator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What an element may have, by one grammar. */
final class Content {

    /** An element as a child, in a grammar. */
    record Child(Pattern element, Grammar grammar) {}

    private final Schemas schemas;
    private final Set<List<Object>> open = new HashSet<>();

    final Set<String> attributes = new LinkedHashSet<>();
    final Map<Name, List<Child>> children = new LinkedHashMap<>();

    /** Which child the schema wants before which others. */
    final Map<Name, Set<Name>> before = new LinkedHashMap<>();

    /** Elements of any name are allowed, with anything in them. */
    boolean opaque;

    private Content(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Of the parts of an element, or of the starts of a grammar. */
    static Content of(List<Pattern> parts, Grammar grammar, Schemas schemas) throws IOException {
        Content content = new Content(schemas);
        Set<Name> unused = content.sequence(parts, grammar);
        return content;
    }

    /** Adds parts that follow each other; gives the names in them. */
    private Set<Name> sequence(List<Pattern> parts, Grammar grammar) throws IOException {
        Set<Name> all = new LinkedHashSet<>();
        for (Pattern part : parts) {
            Set<Name> names = add(part, grammar);
            all.forEach(earlier -> order(earlier, names));
            all.addAll(names);
        }
        return all;
    }

    private void order(Name earlier, Set<Name> later) {
        Set<Name> behind = before.computeIfAbsent(earlier, unused -> new LinkedHashSet<>());
        behind.addAll(later);
        behind.remove(earlier);
    }

    /** Adds parts of which nothing says which comes first; gives the names in them. */
    private Set<Name> any(List<Pattern> parts, Grammar grammar) throws IOException {
        Set<Name> all = new LinkedHashSet<>();
        for (Pattern part : parts) {
            all.addAll(add(part, grammar));
        }
        return all;
    }

    private Set<Name> add(Pattern pattern, Grammar grammar) throws IOException {
        return switch (pattern.kind) {
            case ELEMENT -> {
                if (pattern.name == null) {
                    opaque = true;
                    yield Set.of();
                }
                children.computeIfAbsent(pattern.name, unused -> new ArrayList<>())
                        .add(new Child(pattern, grammar));
                yield Set.of(pattern.name);
            }
            case ATTRIBUTE -> {
                if (pattern.name != null) {
                    attributes.add(pattern.name.local());
                }
                yield Set.of();
            }
            case REFERENCE -> definition(pattern.requireName().local(), grammar);
            case GRAMMAR -> {
                Grammar nested = schemas.grammar(Objects.requireNonNull(pattern.grammar));
                yield any(nested.starts(), nested);
            }
            case REPETITION -> {
                // What repeats together comes in any order: each before each.
                Set<Name> repeated = any(pattern.parts, grammar);
                repeated.forEach(each -> order(each, repeated));
                yield repeated;
            }
            case SEQUENCE -> sequence(pattern.parts, grammar);
            case PARTS -> any(pattern.parts, grammar);
            case TEXT -> Set.of();
        };
    }

    private Set<Name> definition(String name, Grammar grammar) throws IOException {
        List<Object> mark = List.of(grammar, name);
        if (!open.add(mark)) {
            return Set.of();
        }
        Set<Name> all = new LinkedHashSet<>();
        for (List<Pattern> each : grammar.definitions(name)) {
            all.addAll(sequence(each, grammar));
        }
        open.remove(mark);
        return all;
    }
}
