package io.hv.xml.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes classes as Java with JAXB's annotations. */
final class JavaWriter {

    private static final String HEAD = "// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.\n";
    private static final String BIND = "jakarta.xml.bind.annotation.";

    private final Map<ElementClass, JavaName> names;
    private final Map<JavaName, List<ElementClass>> inner = new HashMap<>();
    private final Map<String, Set<String>> packages = new TreeMap<>();
    private final String base;

    private JavaWriter(Map<ElementClass, JavaName> names, String base) {
        this.names = names;
        this.base = base;
    }

    /** The sources by their paths, which begin with the package. */
    static Map<String, String> write(Map<ElementClass, JavaName> names, String base) {
        JavaWriter writer = new JavaWriter(names, base);
        names.forEach((each, name) -> {
            if (name.outer() == null) {
                writer.packages
                        .computeIfAbsent(name.packageName(), unused -> new TreeSet<>())
                        .add(name.simple());
            } else {
                writer.inner
                        .computeIfAbsent(name.outer(), unused -> new ArrayList<>())
                        .add(each);
            }
        });
        Map<String, String> files = new TreeMap<>();
        names.forEach((each, name) -> {
            if (name.outer() == null) {
                files.put(name.full().replace('.', '/') + ".java", writer.file(each, name));
            }
        });
        for (String each : writer.packages.keySet()) {
            files.put(each.replace('.', '/') + "/package-info.java", packageInfo(each));
        }
        return files;
    }

    private static String packageInfo(String name) {
        return HEAD + "/** Elements of libvirt's XML. */\n@NullMarked\npackage " + name
                + ";\n\nimport org.jspecify.annotations.NullMarked;\n";
    }

    private String file(ElementClass top, JavaName name) {
        Imports imports = new Imports(name);
        StringBuilder body = new StringBuilder();
        write(top, "", imports, body);
        return HEAD + "package " + name.packageName() + ";\n\n" + imports.text() + "\n" + body;
    }

    private void write(ElementClass each, String indent, Imports imports, StringBuilder to) {
        JavaName name = name(each);
        boolean leaf = each.children.isEmpty();
        to.append(indent).append("/** {@code <").append(each.name.local()).append(">}");
        if (!each.name.namespace().isEmpty()) {
            to.append(" of ").append(each.name.namespace());
        }
        to.append(". */\n");
        if (indent.isEmpty()) {
            to.append("@")
                    .append(imports.use("javax.annotation.processing.Generated"))
                    .append("(\"hv-xml-model/generate\")\n");
        }
        to.append(indent).append('@').append(imports.use(BIND + "XmlType")).append("(name = \"\")\n");
        to.append(indent)
                .append('@')
                .append(imports.use(BIND + "XmlRootElement"))
                .append("(name = \"")
                .append(each.name.local())
                .append('"');
        if (!each.name.namespace().isEmpty()) {
            to.append(", namespace = \"").append(each.name.namespace()).append('"');
        }
        to.append(")\n");
        if (each.opaque) {
            to.append(indent).append('@').append(imports.use(base + ".Opaque")).append('\n');
        }
        for (Set<Name> together : each.mingled) {
            to.append(indent).append('@').append(imports.use(base + ".Mingled")).append("({\n");
            each.children.forEach((childName, child) -> {
                if (together.contains(childName)) {
                    to.append(indent).append("    ").append(imports.use(child)).append(".class,\n");
                }
            });
            to.append(indent).append("})\n");
        }
        to.append(indent).append(indent.isEmpty() ? "public final class " : "public static final class ");
        to.append(name.simple())
                .append(" extends ")
                .append(imports.use(base + (leaf ? ".WireLeaf" : ".WireElement")))
                .append(" {\n");
        String in = indent + "    ";
        Set<String> fields = new HashSet<>();
        for (String attribute : each.attributes) {
            String field = JavaNames.field(attribute);
            if (!fields.add(field)) {
                throw new IllegalStateException(each + " has two attributes that would be called " + field);
            }
            to.append('\n').append(in).append('@').append(imports.use(BIND + "XmlAttribute"));
            // By name, always: JAXB's own idea of a field's name is another one where there are digits in it.
            to.append("(name = \"").append(attribute).append("\")\n");
            to.append(in)
                    .append("public @")
                    .append(imports.use("org.jspecify.annotations.Nullable"))
                    .append(" String ")
                    .append(field)
                    .append(";\n");
        }
        if (!leaf) {
            content(each, in, imports, to);
        }
        for (ElementClass child : inner.getOrDefault(name, List.of())) {
            to.append('\n');
            write(child, in, imports, to);
        }
        to.append(indent).append("}\n");
    }

    private void content(ElementClass each, String in, Imports imports, StringBuilder to) {
        String nullable = "@" + imports.use("org.jspecify.annotations.Nullable");
        String list = imports.use("java.util.List") + "<Object>";
        String reference = "@" + imports.use(BIND + "XmlElementRef") + "(type = ";
        to.append('\n')
                .append(in)
                .append('@')
                .append(imports.use(BIND + "XmlMixed"))
                .append('\n');
        to.append(in).append('@').append(imports.use(BIND + "XmlElementRefs")).append("({\n");
        for (ElementClass child : each.children.values()) {
            to.append(in)
                    .append("    ")
                    .append(reference)
                    .append(imports.use(child))
                    .append(".class),\n");
        }
        to.append(in)
                .append("    ")
                .append(reference)
                .append(imports.use(base + ".Unknown"))
                .append(".class),\n");
        to.append(in).append("})\n");
        to.append(in)
                .append("private ")
                .append(nullable)
                .append(' ')
                .append(list)
                .append(" content;\n\n");
        to.append(in).append("@Override\n");
        to.append(in)
                .append("protected ")
                .append(nullable)
                .append(' ')
                .append(list)
                .append(" content() {\n");
        to.append(in).append("    return content;\n").append(in).append("}\n\n");
        to.append(in).append("@Override\n");
        to.append(in).append("protected void content(").append(list).append(" content) {\n");
        to.append(in).append("    this.content = content;\n").append(in).append("}\n");
    }

    private JavaName name(ElementClass of) {
        JavaName name = names.get(of);
        if (name == null) {
            throw new IllegalStateException("no name for " + of);
        }
        return name;
    }

    /** How a file calls the classes of others: by the simple name where that can mean one only. */
    private final class Imports {

        private final JavaName file;
        private final Set<String> inside;
        private final Map<String, String> imported = new TreeMap<>();

        Imports(JavaName file) {
            this.file = file;
            this.inside = names.values().stream()
                    .filter(each -> each.top().equals(file))
                    .map(JavaName::simple)
                    .collect(Collectors.toSet());
        }

        String use(ElementClass of) {
            JavaName name = name(of);
            if (name.top().equals(file)) {
                return name.nested();
            }
            return use(name.top().full())
                    + name.nested().substring(name.top().simple().length());
        }

        String use(String full) {
            int dot = full.lastIndexOf('.');
            String simple = full.substring(dot + 1);
            boolean here = full.substring(0, dot).equals(file.packageName());
            boolean clash = inside.contains(simple)
                    || (!here
                            && packages.getOrDefault(file.packageName(), Set.of())
                                    .contains(simple));
            if (clash
                    || (!here
                            && !imported.computeIfAbsent(simple, unused -> full).equals(full))) {
                return full;
            }
            return simple;
        }

        String text() {
            return imported.values().stream()
                    .sorted()
                    .map(each -> "import " + each + ";\n")
                    .collect(Collectors.joining());
        }
    }
}
