package io.hv.mem.mutant;

import io.hv.DomainSpec;
import io.hv.Event;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

/** One call to a handle. */
record Invocation(Object target, Method method, List<Object> arguments) {

    /** Whether it is this method of this interface. */
    boolean is(Class<?> type, String name) {
        return type.isInstance(target) && method.getName().equals(name);
    }

    /** The target as one of its interfaces. */
    <T> T on(Class<T> type) {
        return type.cast(target);
    }

    /** An argument. */
    Object argument(int index) {
        return arguments.get(index);
    }

    /** Whether a domain is defined by its spec. */
    boolean defines() {
        return is(io.hv.Host.class, "define") && argument(0) instanceof DomainSpec;
    }

    /** The first argument of define and create. */
    DomainSpec spec() {
        return (DomainSpec) argument(0);
    }

    /** The listener that is given to {@code Events.on}. */
    @SuppressWarnings("unchecked") // it takes the events of the type that is given with it, as every listener does
    Consumer<Event> listener() {
        return (Consumer<Event>) argument(1);
    }

    /** Makes the call. */
    Object proceed() throws Throwable {
        return proceed(arguments.toArray());
    }

    /** Makes the call with other arguments. */
    Object proceed(Object... others) throws Throwable {
        try {
            return method.invoke(target, others);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
