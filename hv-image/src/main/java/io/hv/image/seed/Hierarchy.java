package io.hv.image.seed;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** The two trees of folders that a volume has. The bytes of files are common to both. */
enum Hierarchy {
    /** With names of level 1, and Rock Ridge's fields beside them. */
    PRIMARY {
        @Override
        String name(IsoNode node) {
            return node.shortName();
        }

        @Override
        byte[] bytes(String identifier) {
            return identifier.getBytes(StandardCharsets.US_ASCII);
        }
    },
    /** With their own names, in UCS-2. */
    JOLIET {
        @Override
        String name(IsoNode node) {
            return node.name();
        }

        @Override
        byte[] bytes(String identifier) {
            return identifier.getBytes(StandardCharsets.UTF_16BE);
        }
    };

    private static final byte[] ROOT = {0};

    abstract String name(IsoNode node);

    abstract byte[] bytes(String identifier);

    /** As it stands in a record: a file's with its version. */
    byte[] identifier(IsoNode node) {
        return node.isRoot() ? ROOT.clone() : bytes(node.isFolder() ? name(node) : name(node) + ";1");
    }

    /** The order of records in a folder (ECMA-119 9.3). */
    Comparator<IsoNode> order() {
        return Comparator.comparing(this::name);
    }
}
