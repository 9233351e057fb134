package io.hv.mem.mutant;

import io.hv.Console;
import io.hv.ConsoleSession;
import io.hv.Disk;
import io.hv.Domain;
import io.hv.Events;
import io.hv.Host;
import io.hv.Job;
import io.hv.Network;
import io.hv.Pool;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.Volume;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A host with a {@link Bug} around every call to it, and to every handle that comes out of it. */
final class MutantHost implements InvocationHandler {

    private static final List<Class<?>> HANDLES = List.of(
            Host.class,
            Domain.class,
            TransientDomain.class,
            Events.class,
            Subscription.class,
            Console.class,
            ConsoleSession.class,
            Disk.class,
            Network.class,
            Pool.class,
            Volume.class,
            Job.class);

    private final Object target;
    private final Bug bug;

    private MutantHost(Object target, Bug bug) {
        this.target = target;
        this.bug = bug;
    }

    static Host of(Host host, Bug bug) {
        return (Host) wrapped(host, bug);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getName().equals("equals") && given.length == 1) {
            given = new Object[] {unwrapped(given[0])};
        }
        return wrapped(bug.around(new Invocation(target, method, Arrays.asList(given))), bug);
    }

    private static Object wrapped(Object value, Bug bug) {
        if (value instanceof Optional<?> optional) {
            return optional.map(inside -> wrapped(inside, bug));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(inside -> wrapped(inside, bug)).toList();
        }
        Class<?>[] faces = handles(value).toArray(Class<?>[]::new);
        if (faces.length == 0 || Proxy.isProxyClass(value.getClass())) {
            return value;
        }
        return Proxy.newProxyInstance(MutantHost.class.getClassLoader(), faces, new MutantHost(value, bug));
    }

    private static Stream<Class<?>> handles(Object value) {
        return HANDLES.stream().filter(handle -> handle.isInstance(value));
    }

    private static Object unwrapped(Object value) {
        return value != null
                        && Proxy.isProxyClass(value.getClass())
                        && Proxy.getInvocationHandler(value) instanceof MutantHost mutant
                ? mutant.target
                : value;
    }
}
