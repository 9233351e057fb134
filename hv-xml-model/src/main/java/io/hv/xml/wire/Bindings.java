package io.hv.xml.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** The prefixes that are bound to namespaces where a document is being written. */
final class Bindings {

    /** libvirt's own namespaces by the prefixes that its documentation has. */
    static final Map<String, String> USUAL = Map.of(
            "http://libvirt.org/schemas/domain/qemu/1.0",
            "qemu",
            "http://libvirt.org/schemas/domain/lxc/1.0",
            "lxc",
            "http://libvirt.org/schemas/domain/xen/1.0",
            "xen",
            "http://libvirt.org/schemas/domain/bhyve/1.0",
            "bhyve",
            "http://libvirt.org/schemas/domain/vmware/1.0",
            "vmware",
            "http://libvirt.org/schemas/network/dnsmasq/1.0",
            "dnsmasq",
            "http://libvirt.org/schemas/storagepool/fs/1.0",
            "fs",
            "http://libvirt.org/schemas/storagepool/rbd/1.0",
            "rbd",
            XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI,
            "xsi");

    /** A prefix, its namespace, and how many elements are open around the one that declares it. */
    record Binding(String prefix, String namespace, int depth) {}

    private final List<Binding> bindings = new ArrayList<>();

    boolean isEmpty() {
        return bindings.isEmpty();
    }

    int size() {
        return bindings.size();
    }

    /** Those that came after there were so many. */
    List<Binding> since(int size) {
        return bindings.subList(size, bindings.size());
    }

    void bind(String prefix, String namespace, int depth) {
        bindings.add(new Binding(prefix, namespace, depth));
    }

    /** Forgets those of elements that are closed. */
    void close(int depth) {
        while (!bindings.isEmpty() && bindings.get(bindings.size() - 1).depth() > depth) {
            Binding unused = bindings.remove(bindings.size() - 1);
        }
    }

    /**
     * A prefix that means a namespace here; bound if there is none.
     *
     * @param wanted taken if nothing is against it
     * @param attribute whether it is for an attribute, for which no prefix is no namespace
     * @param depth of the element
     */
    String prefix(String namespace, String wanted, boolean attribute, int depth) {
        if (namespace.equals(XMLConstants.XML_NS_URI)) {
            return XMLConstants.XML_NS_PREFIX;
        }
        if (namespace.isEmpty()) {
            if (!attribute && !namespace("").isEmpty()) {
                bind("", "", depth);
            }
            return "";
        }
        if (namespace(wanted).equals(namespace) && !(attribute && wanted.isEmpty())) {
            return wanted;
        }
        @Nullable String bound = bound(namespace, attribute);
        if (bound != null) {
            return bound;
        }
        String prefix = free(wanted.isEmpty() ? USUAL.getOrDefault(namespace, "ns") : wanted);
        bind(prefix, namespace, depth);
        return prefix;
    }

    private @Nullable String bound(String namespace, boolean attribute) {
        for (int i = bindings.size() - 1; i >= 0; i--) {
            Binding each = bindings.get(i);
            boolean usable = !(attribute && each.prefix().isEmpty());
            if (usable
                    && each.namespace().equals(namespace)
                    && namespace(each.prefix()).equals(namespace)) {
                return each.prefix();
            }
        }
        return null;
    }

    private String free(String wanted) {
        String prefix = wanted;
        for (int i = 1; !namespace(prefix).isEmpty(); i++) {
            prefix = wanted + i;
        }
        return prefix;
    }

    private String namespace(String prefix) {
        for (int i = bindings.size() - 1; i >= 0; i--) {
            if (bindings.get(i).prefix().equals(prefix)) {
                return bindings.get(i).namespace();
            }
        }
        return "";
    }
}
