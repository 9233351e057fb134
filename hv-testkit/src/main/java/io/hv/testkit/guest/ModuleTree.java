package io.hv.testkit.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kernel's modules as {@code depmod} describes them, in a folder such as {@code /lib/modules/RELEASE}: {@code
 * modules.dep} has a line {@code PATH: PATH...} for each, {@code modules.builtin} the path of each that the kernel has
 * built in.
 */
final class ModuleTree {

    private final Path folder;
    private final Map<String, List<String>> needs = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Set<String> builtin = new HashSet<>();

    private ModuleTree(Path folder) {
        this.folder = folder;
    }

    static ModuleTree read(Path folder) throws IOException {
        ModuleTree tree = new ModuleTree(folder);
        for (String line : Files.readAllLines(folder.resolve("modules.dep"))) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String path = line.substring(0, colon);
                String rest = line.substring(colon + 1).strip();
                tree.needs.put(path, rest.isEmpty() ? List.of() : List.of(rest.split("\\s+", -1)));
                tree.paths.put(name(path), path);
            }
        }
        Path builtin = folder.resolve("modules.builtin");
        if (Files.exists(builtin)) {
            Files.readAllLines(builtin).forEach(path -> tree.builtin.add(name(path)));
        }
        return tree;
    }

    /** The module's name: its file's, without folder, {@code .ko} and compression; {@code -} and {@code _} are the same. */
    static String name(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int suffix = file.indexOf(".ko");
        return (suffix < 0 ? file : file.substring(0, suffix)).replace('-', '_');
    }

    Path folder() {
        return folder;
    }

    boolean isBuiltIn(String module) {
        return builtin.contains(name(module));
    }

    boolean knows(String module) {
        return paths.containsKey(name(module));
    }

    /**
     * The paths of a module and all that it needs, each behind what it needs itself. The order within a line of {@code
     * modules.dep} is not relied on: kmod's {@code depmod} and busybox's write different ones.
     */
    List<String> loadOrder(String module) {
        Set<String> order = new LinkedHashSet<>();
        String path = paths.get(name(module));
        if (path != null) {
            visit(path, new HashSet<>(), order);
        }
        return new ArrayList<>(order);
    }

    private void visit(String path, Set<String> seen, Set<String> order) {
        if (seen.add(path)) {
            needs.getOrDefault(path, List.of()).forEach(needed -> visit(needed, seen, order));
            order.add(path);
        }
    }
}
