package io.hv.image.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file or a folder of a volume, with both of its names. */
final class IsoNode {

    private final String name;
    private final String shortName;
    private final @Nullable IsoSource source;
    private final @Nullable IsoNode parent;
    private final List<IsoNode> children = new ArrayList<>();

    private IsoNode(String name, String shortName, @Nullable IsoSource source, @Nullable IsoNode parent) {
        this.name = name;
        this.shortName = shortName;
        this.source = source;
        this.parent = parent;
    }

    /**
     * The root of a tree.
     *
     * @param entries sources by path, null for folders; all folders on a path are there
     */
    static IsoNode tree(SortedMap<String, @Nullable IsoSource> entries) {
        IsoNode root = new IsoNode("", "", null, null);
        Map<String, IsoNode> folders = new TreeMap<>(Map.of("", root));
        Map<String, ShortNames> names = new TreeMap<>();
        for (Map.Entry<String, @Nullable IsoSource> entry : entries.entrySet()) {
            String path = entry.getKey();
            String above = IsoNames.above(path);
            IsoNode parent = folders.getOrDefault(above, root);
            String name = IsoNames.last(path);
            IsoSource source = entry.getValue();
            String shortName =
                    names.computeIfAbsent(above, any -> new ShortNames()).of(name, source == null);
            IsoNode node = new IsoNode(name, shortName, source, parent);
            parent.children.add(node);
            if (source == null) {
                folders.put(path, node);
            }
        }
        return root;
    }

    /** Empty for the root. */
    String name() {
        return name;
    }

    /** Without a version; of a file always with a dot. */
    String shortName() {
        return shortName;
    }

    /** Its bytes; null for a folder. */
    @Nullable
    IsoSource source() {
        return source;
    }

    boolean isFolder() {
        return source == null;
    }

    boolean isRoot() {
        return parent == null;
    }

    /** The folder that it is in; the root is in itself. */
    IsoNode parent() {
        return parent == null ? this : parent;
    }

    List<IsoNode> children() {
        return children;
    }

    /** How many names a file system would have for it: a folder its own, its {@code .} and the {@code ..} of those in it. */
    int links() {
        return isFolder()
                ? 2 + (int) children.stream().filter(IsoNode::isFolder).count()
                : 1;
    }
}
