"""Chinese of the titles of sheets and tables, and of the sentences that say how to read them."""

NOTES: dict[str, str] = {
    "Summary": "摘要",
    "Page {page} of {pages}": "第 {page} 页，共 {pages} 页",
    "Investments": "投资",
    "Chips": "芯片",
    "Sharing": "共享",
    "Links": "链路",
    "Capacity": "容量",
    "Costs": "成本",
    "Cash flow": "现金流",
    "Policies": "政策",
    "Prices": "价格",
    "Audit": "审核",
    "Inputs": "输入",
    "None.": "无。",
    "Total": "合计",
    "Expected total": "期望合计",
    "all periods": "全部时期",
    "nation": "全国",
    "{title} ({unit})": "{title}（{unit}）",
    "Of the branches of a period only one comes true; an expected total counts each as often as it is likely.": (
        "同一时期的各分支只有一个会发生；期望合计按概率加权。"
    ),
    "All amounts are expected over the scenarios.": "所有金额均为各情景的期望值。",
    "The first {shown} of {all}; the others are in {file}.": "共 {all} 项，此处列出前 {shown} 项，其余见 {file}。",
    "Every investment in the period in which it is ordered; it serves from the year named, after its lead time.": (
        "每项投资列在订购时期；经过建设周期后，自所列年份起投入使用。"
    ),
    "The plan invests in nothing.": "方案没有任何投资。",
    "{workload} to {stack}": "{workload} → {stack}",
    "{chip} of {year}": "{chip}（{year} 年投运）",
    "Units ordered in the period, and units that stand in it (orders arrive after their lead time).": (
        "各时期的采购量和在用量（采购经过交付周期后到货）。"
    ),
    "There are no chips.": "没有芯片。",
    "What stands in each region and how it is used. Utilisation is occupied over installed unit-time.": (
        "各地区的设施及其使用情况。利用率为占用机时与装机机时之比。"
    ),
    "Capacity and its use": "容量及使用",
    "Nothing stands.": "没有任何设施。",
    "Work that a region sends to another over the platform; work served at home is in the table of demand.": (
        "各地区通过平台送往其他地区的负载；本地服务的负载见需求表。"
    ),
    "Who serves whom": "谁为谁服务",
    "No region serves another.": "没有跨地区服务。",
    "by arc flows": "按网络流",
    "What each region asks for, and where it is served. The parts add up to the demand.": (
        "各地区的需求及其满足方式，各部分之和等于需求。"
    ),
    "Demand and how it is met": "需求及其满足方式",
    "There is no demand.": "没有需求。",
    "Rented compute": "租用算力",
    "What is rented, by offer.": "按报价列出的租用量。",
    "Nothing is rented.": "没有租用。",
    "Short in outages": "故障时的缺口",
    "The part of the demand still due in an outage that the plan does not serve.": "故障时应保障而方案未能满足的需求。",
    "Nothing falls short in the outages.": "故障时没有缺口。",
    "Bandwidth of each link, and the most it carries in any slice or outage.": (
        "各链路的带宽，以及在任一时段或故障中的最大流量。"
    ),
    "No link has bandwidth.": "没有带宽。",
    "Carried, both ways": "双向流量",
    "How full at most": "最高占用率",
    "Capital is charged as annuities over each asset's life, from commissioning, for the years inside the horizon; "
    "present value is discounted to the base year.": (
        "投资按资产寿命折算为年金，自投运起计入规划期内各年；现值折算到基准年。"
    ),
    "Cash counts when it is ordered or due, undiscounted; penalties are nobody's cash.": (
        "现金在订购或到期时计入，不折现；罚金不是任何一方的现金支出。"
    ),
    "Costs as charged": "应计成本",
    "The plan costs nothing.": "方案没有成本。",
    "No cash is spent.": "没有现金支出。",
    "By category": "按类别",
    "By party": "按主体",
    "no party named": "未指明主体",
    "Where the plan stands with what the workbook demands of it.": "方案与工作簿各项要求的对照。",
    "Slack is the room left before the limit; below 0 a soft limit is passed at its price.": (
        "余量为距离限值的余地；软性限值的余量小于 0 时按价计罚。"
    ),
    "The workbook states no policies.": "工作簿没有规定政策。",
    "Budgets": "预算",
    "Cash against each budget; empty where the budget has no limit in the period.": (
        "各预算的现金使用情况；该时期没有上限时为空。"
    ),
    "The workbook states no budgets.": "工作簿没有规定预算。",
    "Commitments": "既定决策",
    "Decisions that the workbook fixes, bounds or prefers.": "工作簿固定、限定或偏好的决策。",
    "The workbook states no commitments.": "工作簿没有规定既定决策。",
    "Local values: they hold for small changes around this plan. Short run: every investment stays as it is. "
    "Long run: yes-no decisions stay, sizes and purchases may follow, in any fraction. "
    "Where everything is just full, one PFLOPS more can cost more than one PFLOPS less saves; the price lies "
    "between.": (
        "边际值：只适用于本方案附近的小幅变化。短期：全部投资保持不变。"
        "长期：是非决策保持不变，规模和采购量可以按任意比例调整。"
        "资源恰好用满时，多 1 PFLOPS 的花费可能高于少 1 PFLOPS 的节省，价格介于两者之间。"
    ),
    "What one PFLOPS of demand, all year round, costs at the margin.": "全年多 1 PFLOPS 需求的边际成本。",
    "Price of compute": "算力价格",
    "Price of compute, long run": "算力价格，长期",
    "Worth of limits": "限值的价值",
    "What one more unit of a limit that binds would save over the whole horizon.": (
        "起作用的限值每放宽一个单位，在整个规划期内可节省的成本。"
    ),
    "No prices were worked out.": "没有计算价格。",
    "No limit binds.": "没有起作用的限值。",
    "Rules": "规则",
    "Every rule, checked again from the workbook's data and the plan alone, apart from the model.": (
        "每条规则均独立于模型，仅凭工作簿数据和方案重新核对。"
    ),
    "Findings": "问题",
    "Rules that the plan breaks.": "方案违反的规则。",
    "No rule is broken.": "没有违反任何规则。",
    "{rule} ({where}): found {found}, must be {sense} {limit}": "{rule}（{where}）：实际为 {found}，应 {sense} {limit}",
    "Could be left out": "可以取消的投资",
    "The plan would keep all rules without these; within the gap they are left to chance.": (
        "取消这些投资，方案仍满足全部规则；在差距范围内，其取舍带有偶然性。"
    ),
    "Every investment is needed.": "每项投资都是必要的。",
    "{count} others": "其他 {count} 项",
    "{title}, continued": "{title}（续）",
    "Costs as charged, by year": "逐年应计成本",
    "Present value by category": "各类别成本现值",
    "Cash by year": "逐年现金",
    "Cash of all years by category": "各类别现金，全部年份",
    "By kind": "按类型",
    "Average price of compute, long run, weighted by demand": "算力平均价格，长期，按需求加权",
    "Cash by what is decided": "各类决策的现金",
    "Price of compute by region and workload": "各地区、各负载的算力价格",
    "Average price of compute": "算力平均价格",
    "Every investment": "全部投资明细",
    "New halls, all periods": "新建机房，全部时期",
    "Counted capacity by region": "各地区统计算力规模",
    "Halls and power": "机房与电力",
    "Electricity and carbon": "用电与碳排放",
    "Counted capacity by chip": "各芯片统计算力规模",
    "Units of each chip, all regions": "各芯片数量，全部地区",
    "Units of each chip, by region": "各芯片数量，按地区",
    "Who serves whom, over time": "谁为谁服务，逐期",
    "Demand by region, and what is served elsewhere": "各地区需求及异地服务",
    "How demand is met": "需求满足方式",
    "Bandwidth of all links": "全部链路带宽",
    "Who serves whom in {period}": "{period}谁为谁服务",
    "Added": "新增",
    "Served for others": "为其他地区服务",
    "New halls and cash, by place": "新建机房与现金，按地点",
    "The year from which each serves is in tables/investments.csv.": (
        "各项投资投入使用的年份见 tables/investments.csv。"
    ),
    "Worth of one more unit of each limit, long run": "各限值每放宽一个单位的价值，长期",
    "all links": "全部链路",
    "By region": "按地区",
    "not known": "未知",
    "The {count} largest of each kind; the others are in {file}.": "每类列出最大的 {count} 项，其余见 {file}。",
    "Demand by workload": "各负载需求",
    "Retired early, by region": "提前退役，按地区",
    "All investments": "全部投资",
    "{count} rules had nothing to check; they are in {file}.": "另有 {count} 条规则无需核对，见 {file}。",
    "{period}:": "{period}",
}
