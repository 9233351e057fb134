package io.hv.xml.domain;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through all typed views by reflection, so that no test can forget one. */
final class Views {

    /**
     * A setter, at a place in a document.
     *
     * @param name class and method
     * @param method what gives the value
     * @param value the value itself
     */
    record Setter(String name, Method method, Value<?> value) {}

    private static final ClassValue<List<Method>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> view) {
            return find(view);
        }
    };

    private Views() {}

    /** What a view has: its public methods that give values, views, or lists of views. In the order of their names. */
    static List<Method> members(Class<?> view) {
        return MEMBERS.get(view);
    }

    private static List<Method> find(Class<?> view) {
        return Arrays.stream(view.getMethods())
                .filter(each -> !Modifier.isStatic(each.getModifiers()))
                .filter(each -> each.getParameterCount() == 0)
                .filter(each -> Value.class.isAssignableFrom(each.getReturnType())
                        || Element.class.isAssignableFrom(each.getReturnType())
                        || each.getReturnType() == Elements.class)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    static String name(Class<?> view) {
        return view.getName().substring(view.getPackageName().length() + 1).replace('$', '.');
    }

    /** Every setter of every element that a document has. */
    static List<Setter> setters(Element root) {
        List<Setter> setters = new ArrayList<>();
        walk(root, setters::add);
        return setters;
    }

    private static void walk(Element element, Consumer<Setter> to) {
        for (Method each : members(element.getClass())) {
            Object member = get(each, element);
            if (member instanceof Value<?> value) {
                to.accept(new Setter(name(element.getClass()) + "." + each.getName(), each, value));
            } else if (member instanceof Element child) {
                if (child.exists()) {
                    walk(child, to);
                }
            } else if (member instanceof Elements<?> children) {
                children.list().forEach(child -> walk(child, to));
            }
        }
    }

    /** Every view at every class of elements that it is used for. The elements are made where they are not. */
    static void kinds(Element root, Consumer<Element> to) {
        kinds(root, to, new HashSet<>());
    }

    private static void kinds(Element element, Consumer<Element> to, Set<List<Object>> seen) {
        if (!seen.add(List.of(element.getClass(), element.here.type()))) {
            return;
        }
        to.accept(element);
        for (Method each : members(element.getClass())) {
            Object member = get(each, element);
            if (member instanceof Element child) {
                kinds(child, to, seen);
            } else if (member instanceof Elements<?> children) {
                kinds(children.add(), to, seen);
            }
        }
    }

    static Object get(Method member, Element of) {
        try {
            return member.invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(member.toString(), e);
        }
    }
}
