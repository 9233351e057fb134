package io.hv.testkit.guest;

import io.hv.SpecFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Collects the modules that an initramfs is to load: their bytes, in the order in which they can be loaded. */
final class ModuleFiles {

    private final Map<String, ModuleCodec> codecs = new HashMap<>(Map.of(".gz", GZIPInputStream::new));
    private final Map<Path, Optional<ModuleTree>> trees = new HashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<SpecFault> faults;

    ModuleFiles(List<SpecFault> faults) {
        this.faults = faults;
    }

    void codec(String suffix, ModuleCodec codec) {
        codecs.put(suffix, codec);
    }

    /** Adds a module and what it needs; nothing where the kernel has it built in. */
    void add(String module, Path folder) {
        ModuleTree tree = trees.computeIfAbsent(folder, this::tree).orElse(null);
        if (tree == null || tree.isBuiltIn(module)) {
            return;
        }
        if (!tree.knows(module)) {
            fault(module, "neither modules.dep nor modules.builtin of " + folder + " names it", "mend the name");
            return;
        }
        for (String path : tree.loadOrder(module)) {
            String name = ModuleTree.name(path) + ".ko";
            if (!files.containsKey(name)) {
                byte[] content = read(module, tree.folder().resolve(path));
                if (content != null) {
                    files.put(name, content);
                }
            }
        }
    }

    /** The modules' bytes by file name, in the order in which they can be loaded. */
    Map<String, byte[]> files() {
        return files;
    }

    private Optional<ModuleTree> tree(Path folder) {
        try {
            return Optional.of(ModuleTree.read(folder));
        } catch (IOException e) {
            faults.add(SpecFault.of(
                    "modules", folder.toString(), "its modules.dep cannot be read: " + e, "name lib/modules/RELEASE"));
            return Optional.empty();
        }
    }

    private byte @Nullable [] read(String module, Path file) {
        String name = String.valueOf(file.getFileName());
        String suffix = name.substring(name.indexOf(".ko") + 3);
        ModuleCodec codec = suffix.isEmpty() ? packed -> packed : codecs.get(suffix);
        if (codec == null) {
            fault(module, file + " is compressed and nothing unpacks " + suffix, "name a codec by unpacking()");
            return null;
        }
        try (InputStream packed = Files.newInputStream(file);
                InputStream plain = codec.open(packed)) {
            return plain.readAllBytes();
        } catch (IOException e) {
            fault(module, file + " cannot be read: " + e, "see that the file is there and whole");
            return null;
        }
    }

    private void fault(String module, String why, String remedy) {
        faults.add(SpecFault.of("module", module, why, remedy));
    }
}
