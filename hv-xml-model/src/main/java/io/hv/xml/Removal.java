package io.hv.xml;

import io.hv.SpecFault;
import io.hv.xml.wire.WireElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Takes parts out of a document, by paths as {@link XmlDiff} writes them. */
final class Removal {

    private static final Pattern STEP = Pattern.compile("(.+?)(?:\\[([0-9]+)])?");

    private Removal() {}

    /** All of those parts. Places count as they were before any was taken out. */
    static void of(WireElement root, List<SpecFault> parts) {
        List<Runnable> removals = new ArrayList<>();
        for (SpecFault part : parts) {
            find(root, part.path(), removals);
        }
        removals.forEach(Runnable::run);
    }

    private static void find(WireElement root, String path, List<Runnable> removals) {
        String[] steps = path.split("/", -1);
        if (steps.length < 3 || !steps[0].isEmpty() || !steps[1].equals(Paths.name(root.name()))) {
            return;
        }
        WireElement parent = root;
        WireElement at = root;
        for (int i = 2; i < steps.length; i++) {
            if (steps[i].startsWith("@")) {
                removeAttribute(at, steps[i].substring(1), removals);
                return;
            }
            if (steps[i].equals("text()")) {
                break;
            }
            WireElement child = child(at, steps[i]);
            if (child == null) {
                return;
            }
            parent = at;
            at = child;
        }
        WireElement from = parent;
        WireElement what = at;
        if (what != root) {
            removals.add(() -> from.remove(what));
        }
    }

    private static @Nullable WireElement child(WireElement parent, String step) {
        Matcher matcher = STEP.matcher(step);
        if (!matcher.matches()) {
            return null;
        }
        int place = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        List<WireElement> named = parent.all(WireElement.class).stream()
                .filter(each -> Paths.name(each.name()).equals(matcher.group(1)))
                .toList();
        return place <= named.size() ? named.get(place - 1) : null;
    }

    private static void removeAttribute(WireElement of, String name, List<Runnable> removals) {
        for (Map.Entry<QName, String> each : of.attributes().entrySet()) {
            if (Paths.name(each.getKey()).equals(name)) {
                removals.add(() -> removeAttribute(of, each.getKey()));
            }
        }
    }

    private static void removeAttribute(WireElement of, QName name) {
        if (of.others().keySet().remove(name)) {
            return;
        }
        for (Field field : of.getClass().getFields()) {
            XmlAttribute attribute = field.getAnnotation(XmlAttribute.class);
            if (attribute != null && attribute.name().equals(name.getLocalPart())) {
                try {
                    field.set(of, null);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("attributes are public fields", e);
                }
            }
        }
    }
}
