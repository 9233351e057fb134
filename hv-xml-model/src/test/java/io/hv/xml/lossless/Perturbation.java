package io.hv.xml.lossless;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is done to a document before it is read. Each is deterministic for a seed. */
enum Perturbation {
    /** Nothing. */
    NONE,

    /** Other white space, quotes and prefixes, another order of attributes, and comments, which show who copies bytes. */
    FORMAT {
        @Override
        byte[] apply(Tree tree, byte[] original, Random random) {
            return Text.of(tree, random);
        }
    },

    /** An attribute, an element with content, and an element of another namespace that nobody knows. */
    UNKNOWN {
        @Override
        byte[] apply(Tree tree, byte[] original, Random random) {
            one(tree.all(), random).attributes.put("nobodyKnows", "v" + random.nextInt(99));
            List<Tree> parents =
                    tree.all().stream().filter(each -> !each.isLeaf()).toList();
            Tree stranger = new Tree("stranger");
            stranger.attributes.put("a", "1");
            Tree inner = new Tree("inner");
            inner.append("t & <t>");
            stranger.add(inner);
            one(parents.isEmpty() ? List.of(tree) : parents, random).add(stranger);
            Tree foreign = new Tree("{urn:hv:foreign}extension");
            foreign.attributes.put("{urn:hv:foreign}n", "x");
            foreign.attributes.put("{http://www.w3.org/2001/XMLSchema-instance}type", "none");
            foreign.append("foreign");
            tree.add(foreign);
            return Text.of(tree, null);
        }
    },

    /** An element inside one that has a text. */
    UNKNOWN_IN_TEXT {
        @Override
        byte[] apply(Tree tree, byte[] original, Random random) {
            List<Tree> leaves = tree.all().stream()
                    .filter(each -> each.isLeaf() && each.hasText())
                    .toList();
            if (!leaves.isEmpty()) {
                Tree leaf = one(leaves, random);
                leaf.add(new Tree("stranger"));
                leaf.append(" and more");
            }
            return Text.of(tree, null);
        }
    },

    /** A second one of what there may be once. */
    REPEATED {
        @Override
        byte[] apply(Tree tree, byte[] original, Random random) {
            List<Tree> parents =
                    tree.all().stream().filter(each -> !each.isLeaf()).toList();
            if (!parents.isEmpty()) {
                Tree parent = one(parents, random);
                Tree again = new Tree(one(parent.children, random).name);
                again.attributes.put("again", "yes");
                parent.add(again);
            }
            return Text.of(tree, null);
        }
    },

    /** Siblings of different names in another order. */
    SHUFFLED {
        @Override
        byte[] apply(Tree tree, byte[] original, Random random) {
            for (Tree each : tree.all()) {
                if (!Set.of("metadata", "filter").contains(each.local()) && !each.hasText()) {
                    shuffle(each, random);
                }
            }
            return Text.of(tree, null);
        }
    };

    /** The document to read. The tree then says what it says. */
    byte[] apply(Tree tree, byte[] original, Random random) {
        return original;
    }

    private static Tree one(List<Tree> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static void shuffle(Tree tree, Random random) {
        Map<String, List<Tree>> byName = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (Tree each : tree.children) {
            byName.computeIfAbsent(each.name, unused -> new ArrayList<>()).add(each);
            names.add(each.name);
        }
        Collections.shuffle(names, random);
        tree.children.clear();
        for (String each : names) {
            tree.children.add(byName.getOrDefault(each, List.of()).get(0));
            Tree unused = byName.getOrDefault(each, List.of()).remove(0);
        }
    }

    /** Documents of trees. */
    private static final class Text {

        private final StringBuilder text = new StringBuilder();
        private final Map<String, String> prefixes = new LinkedHashMap<>();
        private final @Nullable Random random;

        private Text(@Nullable Random random) {
            this.random = random;
        }

        static byte[] of(Tree tree, @Nullable Random random) {
            Text text = new Text(random);
            text.namespaces(tree);
            text.write(tree, true, true);
            return text.text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        }

        private void namespaces(Tree tree) {
            Set<String> names = new TreeSet<>(tree.attributes.keySet());
            names.add(tree.name);
            for (String each : names) {
                if (each.startsWith("{")) {
                    String namespace = each.substring(1, each.indexOf('}'));
                    String unused = prefixes.computeIfAbsent(namespace, key -> "p" + prefixes.size());
                }
            }
            tree.children.forEach(this::namespaces);
        }

        private String name(String name) {
            if (!name.startsWith("{")) {
                return name;
            }
            String namespace = name.substring(1, name.indexOf('}'));
            String prefix = namespace.equals("http://www.w3.org/XML/1998/namespace") ? "xml" : prefixes.get(namespace);
            return prefix + ":" + name.substring(name.indexOf('}') + 1);
        }

        private String any(String... of) {
            return random == null ? of[0] : of[random.nextInt(of.length)];
        }

        private void write(Tree tree, boolean top, boolean free) {
            text.append('<').append(name(tree.name));
            if (top) {
                prefixes.forEach((namespace, prefix) -> text.append(" xmlns:")
                        .append(prefix)
                        .append("=\"")
                        .append(namespace)
                        .append('"'));
            }
            List<String> names = new ArrayList<>(tree.attributes.keySet());
            if (random != null) {
                Collections.shuffle(names, random);
            }
            for (String each : names) {
                String quote = any("\"", "'");
                text.append(any(" ", "\n  ")).append(name(each)).append('=').append(quote);
                text.append(escape(tree.attributes.getOrDefault(each, "")));
                text.append(quote);
            }
            if (tree.isLeaf() && tree.texts.get(0).isEmpty()) {
                text.append(any("/>", " />", "></" + name(tree.name) + ">"));
                return;
            }
            text.append('>');
            boolean between = free && !tree.isLeaf() && !tree.hasText();
            for (int i = 0; i < tree.texts.size(); i++) {
                if (between && random != null) {
                    text.append(any("\n", " ", "\n\t", "", "\n<!-- a comment -->"));
                } else {
                    text.append(escape(tree.texts.get(i)));
                }
                if (i < tree.children.size()) {
                    write(tree.children.get(i), false, free && !tree.name.equals("metadata"));
                }
            }
            text.append("</").append(name(tree.name)).append('>');
        }

        private static String escape(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&apos;")
                    .replace("\r", "&#13;")
                    .replace("\n", "&#10;")
                    .replace("\t", "&#9;");
        }
    }
}
