package io.hv.shell.guest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;

/** An object of an interface that does some things in another way than the one behind it. */
final class Overlay {

    private Overlay() {}

    /**
     * Such an object.
     *
     * @param others has public methods that are called in place of the object's, where name and types of parameters are the same
     */
    static <T> T over(T object, Class<T> type, Object others) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Optional<Method> other = Arrays.stream(others.getClass().getMethods())
                            .filter(each -> each.getDeclaringClass() != Object.class)
                            .filter(each -> each.getName().equals(method.getName())
                                    && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
                            .findFirst();
                    try {
                        return other.isPresent()
                                ? other.get().invoke(others, arguments)
                                : method.invoke(object, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
