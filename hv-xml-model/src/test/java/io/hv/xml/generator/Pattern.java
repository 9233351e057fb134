package io.hv.xml.generator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of RELAX NG, so far as it matters for which elements and attributes there may be and in which order. Two are
 * the same only if they stand at the same place of the same file.
 */
final class Pattern {

    enum Kind {
        ELEMENT,
        ATTRIBUTE,
        /** {@code ref}: {@link #name} is the definition's. */
        REFERENCE,
        /** A {@code grammar} inside a pattern. */
        GRAMMAR,
        /** {@code zeroOrMore} and {@code oneOrMore}. */
        REPETITION,
        /** {@code text}, {@code data}, {@code value} and {@code list}. */
        TEXT,
        /** {@code group} and {@code optional}: its parts, in their order. */
        SEQUENCE,
        /** {@code interleave} and {@code choice}: nothing says which part comes first. */
        PARTS
    }

    final Kind kind;

    /** Of an element or attribute its name, null for {@code anyName}; of a reference the definition's. */
    final @Nullable Name name;

    final List<Pattern> parts;

    /** Where it stands, which also sorts: the file, and the how-manieth pattern it is in there. */
    final String file;

    final int index;

    /** The definition that it stands in; empty in a {@code start}. */
    final String definition;

    /** Of a {@code grammar} inside a pattern: what it consists of. */
    final @Nullable SchemaFile grammar;

    /** The element that it stands in, in its file. */
    @Nullable
    Pattern around;

    Pattern(
            Kind kind,
            @Nullable Name name,
            List<Pattern> parts,
            String file,
            int index,
            String definition,
            @Nullable SchemaFile grammar) {
        this.kind = kind;
        this.name = name;
        this.parts = parts;
        this.file = file;
        this.index = index;
        this.definition = definition;
        this.grammar = grammar;
        for (Pattern part : parts) {
            part.standsIn(this);
        }
    }

    private void standsIn(Pattern element) {
        if (element.kind != Kind.ELEMENT || around != null) {
            return;
        }
        around = element;
        if (kind != Kind.ELEMENT) {
            for (Pattern part : parts) {
                part.standsIn(element);
            }
        }
    }

    Name requireName() {
        if (name == null) {
            throw new IllegalStateException(this + " has any name");
        }
        return name;
    }

    @Override
    public String toString() {
        return kind + " " + name + " (" + file + " " + index + ")";
    }
}
