"""Chinese of the study of drawn demand."""

DEMAND: dict[str, str] = {
    "The plan": "本方案",
    "Plan for the forecast": "按预测的方案",
    "Batch {number}": "第 {number} 批",
    "A plan for demand that nobody knows: {workbook}": "需求未知时的方案：{workbook}",
    "Mean": "均值",
    "Draws": "样本数",
    "Of them without a plan": "其中无可行方案",
    "The plan, on fresh draws": "本方案，新样本",
    "Plan for the forecast, on the same draws": "按预测的方案，相同样本",
    "Saved by the plan": "本方案的节省",
    "Farther from the best than any plan need be, by batches": "与最优的差距（分批估计）",
    "Expected costs as present value, from draws that the plan was not made for: what is decided here and now "
    "stays, the rest is decided when demand is known. The mean of all draws lies between with a confidence of 95 %.": (
        "期望成本现值，样本未用于制定方案：当前决策不变，其余在需求已知后再定。全部样本的均值以 95 % 的置信度位于两"
        "界之间。"
    ),
    "On fresh draws": "新样本检验",
    "Draw": "样本",
    "Demand, last period": "末期需求",
    "Each draw with the demand of all regions and workloads, and what it costs with either plan.": (
        "各样本的全部地区与负载需求，以及两种方案下的成本。"
    ),
    "Fresh draws": "新样本",
    "Cost by demand": "成本与需求",
    "Each mark is a fresh draw: its demand in the last period, and what it costs in {money}.": (
        "每个标记为一个新样本：末期需求及其成本，单位：{money}。"
    ),
    "There is no plan to judge.": "没有可评价的方案。",
    "On {count} fresh draws of demand the plan costs {mean} {money} on average ({low} to {high} with a confidence "
    "of 95 %).": "在 {count} 个新的需求样本上，本方案平均成本为 {mean} {money}（95 % 置信区间 {low} 至 {high}）。",
    "It saves {mean} {money} on average against the plan for the forecast ({low} to {high}).": (
        "与按预测的方案相比平均节省 {mean} {money}（{low} 至 {high}）。"
    ),
    "On these draws the plan for the forecast costs {mean} {money} less on average ({low} to {high}).": (
        "在这些样本上按预测的方案平均少花 {mean} {money}（{low} 至 {high}）。"
    ),
    "In {own} of {count} draws the first decisions of the plan leave no plan, in {other} those of the plan for the "
    "forecast.": "在 {count} 个样本中，本方案的当前决策有 {own} 个无可行方案，按预测的方案有 {other} 个。",
    "No other first decisions would be cheaper by more than {most} {money} on average, with a confidence of 95 % "
    "({mean} by the batches).": "以 95 % 的置信度，其他当前决策平均最多再节省 {most} {money}（分批估计 {mean}）。",
    "{draws} draws of demand around its forecast, lognormal, with the volatility of each workload and the "
    "correlations of the settings; {futures} of them stand for all, each with the share of those nearest to it.": (
        "围绕预测抽取 {draws} 个对数正态需求样本，采用各负载的波动率与设置中的相关系数；以其中 {futures} 个代表全部"
        "，各占与其最近样本的比例。"
    ),
    "Demand is known when {period} is decided.": "{period}决策时需求已知。",
    "The gap: {count} plans for {futures} futures drawn anew each; what the plan costs more on the same futures, "
    "on average and with Student's distribution.": (
        "差距：{count} 个方案，各按重新抽取的 {futures} 种情形制定；本方案在相同情形下多花的成本，取均值并按学生"
        "分布估计。"
    ),
    "There is no plan for the futures that were drawn.": "所抽取的情形没有可行方案。",
    "In {count} of {all} fresh draws the first decisions of the plan leave no plan; averages are over the others. "
    "A penalty on unmet demand (Settings: unmet_penalty) gives those draws a price.": (
        "在 {all} 个新样本中有 {count} 个因当前决策而无可行方案，均值按其余样本计算。为未满足需求设置罚金（设置：un"
        "met_penalty）可为这些样本定价。"
    ),
}
