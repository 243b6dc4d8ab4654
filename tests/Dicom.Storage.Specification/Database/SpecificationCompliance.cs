using System.Reflection;

namespace Dicom.Storage.Specification;

/// <summary>Finds the suites that a provider's test project forgot to derive.</summary>
public static class SpecificationCompliance
{
    /// <summary>Gets the names of the suites of which the assembly has no runnable class.</summary>
    /// <param name="tests">The provider's test assembly.</param>
    /// <param name="prefix">The start of the suites' names, <c>Db</c> for databases.</param>
    public static IReadOnlyList<string> Missing(Assembly tests, string prefix)
    {
        ArgumentNullException.ThrowIfNull(tests);
        HashSet<Type> derived = [.. tests.GetTypes().Where(t => t is { IsAbstract: false, IsPublic: true }).SelectMany(BasesOf)];
        return
        [
            .. typeof(SpecificationCompliance).Assembly.GetTypes()
                .Where(t => t is { IsAbstract: true, IsSealed: false, IsClass: true, IsGenericTypeDefinition: true }
                    && t.Name.StartsWith(prefix, StringComparison.Ordinal) && t.Name.Contains("Specification", StringComparison.Ordinal)
                    && t.GetMethods().Any(m => m.GetCustomAttributes<FactAttribute>().Any()))
                .Where(t => !derived.Contains(t)).Select(t => t.Name).Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (Type? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.IsGenericType)
                yield return current.GetGenericTypeDefinition();
        }
    }
}
