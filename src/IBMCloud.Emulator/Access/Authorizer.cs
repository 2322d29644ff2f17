using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.Access;

/// <summary>The one place that says whether an identity may do something: evaluates the stored policies (spec iam-keyprotect §3, §7).</summary>
internal sealed class Authorizer(EmulatedCloud cloud)
{
    /// <summary>Whether some active policy grants the action on the resource to the identity.</summary>
    /// <param name="identity">Who asks.</param>
    /// <param name="action">An action of <see cref="RoleCatalog"/>, such as <c>kms.secrets.unwrap</c>.</param>
    /// <param name="resource">What is asked for.</param>
    public AccessDecision Authorize(Identity identity, string action, ResourceScope resource)
    {
        var sawIdentity = false;
        lock (cloud.State.Gate)
        {
            foreach (var policy in cloud.State.Iam.EffectivePolicies())
            {
                if (!policy.AppliesTo(identity) || !policy.Covers(resource))
                {
                    continue;
                }

                sawIdentity = true;
                if (policy.Roles.Any(role => RoleCatalog.Grants(role, resource.ServiceName, action)))
                {
                    return AccessDecision.Granted;
                }
            }
        }

        return new(false, Explain(identity, action, resource, sawIdentity));
    }

    /// <summary>As <see cref="Authorize"/>, and throws 403 where the answer is no.</summary>
    /// <exception cref="ServiceError">Not granted.</exception>
    public void Require(Identity identity, string action, ResourceScope resource)
    {
        var decision = Authorize(identity, action, resource);
        if (!decision.Allowed)
        {
            throw new ServiceError(403, ServiceError.Forbidden, decision.Reason);
        }
    }

    private static string Explain(Identity identity, string action, ResourceScope resource, bool sawIdentity)
    {
        var roles = string.Join(" or ", RoleCatalog.RolesThatGrant(resource.ServiceName, action));
        var remedy = identity.Kind == IdentityKind.Service
            ? $"Create an authorization policy from '{identity.IamId}' to '{resource.ServiceName}' with role {roles}."
            : $"Assign {roles} on '{resource.ServiceName}' to it by an access policy.";
        return sawIdentity
            ? $"The roles of '{identity.IamId}' on {resource} do not include '{action}'. {remedy}"
            : $"No policy gives '{identity.IamId}' access to {resource} ('{action}'). {remedy}";
    }
}
